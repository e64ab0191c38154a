package tollgate.dist.bench;

import java.util.Arrays;

/** Measured durations in nanoseconds, all of them kept. */
final class Samples {
  private long[] values = new long[4096];
  private int count;
  private boolean sorted;

  void add(long nanos) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = nanos;
    sorted = false;
  }

  int count() {
    return count;
  }

  /** The value that this share of all values does not exceed, in milliseconds. */
  double millis(double share) {
    if (count == 0) {
      return Double.NaN;
    }
    if (!sorted) {
      Arrays.sort(values, 0, count);
      sorted = true;
    }
    int at = (int) Math.ceil(share * count) - 1;
    return values[Math.max(0, at)] / 1e6;
  }
}
