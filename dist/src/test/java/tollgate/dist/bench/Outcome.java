package tollgate.dist.bench;

/** What one run of a load showed. */
record Outcome(
    Samples latency,
    Samples firstByte,
    Samples eventDelay,
    long calls,
    long errors,
    double seconds) {

  double perSecond() {
    return calls / seconds;
  }
}
