package tollgate.runtime.task;

import java.time.Duration;

/**
 * When a loop works. Every pause is stretched or shortened by up to a tenth, so that loops which
 * start together do not stay together.
 *
 * @param first how long before the first turn
 * @param interval how long between the end of one turn and the start of the next; positive
 */
public record Schedule(Duration first, Duration interval) {

  private static final Duration QUICK_RETRY = Duration.ofSeconds(5);
  private static final Duration SLOW_RETRY = Duration.ofSeconds(60);

  /** Refuses what would spin. */
  public Schedule {
    if (!interval.isPositive() || first.isNegative()) {
      throw new IllegalArgumentException("a loop needs a positive interval, not " + interval);
    }
  }

  /** The first turn comes after one interval. */
  public static Schedule every(Duration interval) {
    return new Schedule(interval, interval);
  }

  /** The first turn comes at once. */
  public static Schedule nowAndEvery(Duration interval) {
    return new Schedule(Duration.ZERO, interval);
  }

  /**
   * The pause after so many failures in a row. Doubles from five seconds (or the interval, if that
   * is shorter) up to a minute (or the interval, if that is longer): a loop that runs every six
   * hours does not wait six hours after one lost connection, and one that runs every second does
   * not fail every second.
   */
  Duration after(int failures) {
    if (failures == 0) {
      return interval;
    }
    Duration base = shorter(interval, QUICK_RETRY);
    Duration longest = interval.compareTo(SLOW_RETRY) > 0 ? interval : SLOW_RETRY;
    return shorter(base.multipliedBy(1L << Math.min(failures, 20)), longest);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
