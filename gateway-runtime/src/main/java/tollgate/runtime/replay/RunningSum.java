package tollgate.runtime.replay;

/** A sum of ranges to which some are added and from which some are taken again. */
final class RunningSum {

  private long least;
  private long most;
  private long unbounded;

  void add(Range range) {
    least += range.least();
    if (range.isBounded()) {
      most += range.most();
    } else {
      unbounded++;
    }
  }

  void take(Range range) {
    least -= range.least();
    if (range.isBounded()) {
      most -= range.most();
    } else {
      unbounded--;
    }
  }

  void clear() {
    least = 0;
    most = 0;
    unbounded = 0;
  }

  Range range() {
    return new Range(least, unbounded > 0 ? Range.UNBOUNDED : most);
  }
}
