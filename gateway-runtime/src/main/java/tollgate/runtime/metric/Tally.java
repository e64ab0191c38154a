package tollgate.runtime.metric;

/** One counter or histogram with its label values: keep it where the same series is fed often. */
public interface Tally {

  /**
   * Adds to a counter, or one observation to a histogram. Never blocks.
   *
   * @param amount in the metric's recorded unit: things, nanoseconds, nano-dollars or bytes; not
   *     negative
   */
  void add(long amount);

  /** Adds one. */
  default void increment() {
    add(1);
  }
}
