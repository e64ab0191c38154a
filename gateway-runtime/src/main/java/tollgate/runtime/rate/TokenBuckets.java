package tollgate.runtime.rate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;

/**
 * A bucket of tokens for each name: every request takes one, and they come back evenly. A name that
 * was never seen has a full bucket, so those that have been full for a while need not be kept.
 *
 * <p>Memory is bounded: beyond {@link #MOST_NAMES} names the one that has been silent for longest
 * is forgotten. Safe for any thread; a take costs one short lock.
 */
public final class TokenBuckets {

  /** How many names are kept at most. */
  static final int MOST_NAMES = 10_000;

  private static final Duration IDLE = Duration.ofMinutes(10);

  private final int capacity;
  private final Duration window;
  private final InstantSource clock;

  /** By name, the one that has been silent for longest first. */
  private final LinkedHashMap<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * What is in a bucket.
   *
   * @param nanos the time that the missing tokens take to come back
   * @param at when that was so
   */
  private record Bucket(long nanos, Instant at) {

    /**
     * The time that the missing tokens take to come back from now on; a clock set back adds none.
     */
    long missingAt(Instant now) {
      Duration since = Duration.between(at, now);
      return since.isNegative() ? nanos : Math.max(0, nanos - Math.min(nanos, nanosOf(since)));
    }

    private static long nanosOf(Duration time) {
      return time.compareTo(Duration.ofDays(1)) > 0 ? Long.MAX_VALUE : time.toNanos();
    }
  }

  /**
   * Buckets of one size.
   *
   * @param capacity how many tokens a bucket holds; 0 lets everything pass
   * @param window the time in which an empty bucket fills, a day at most
   */
  public TokenBuckets(int capacity, Duration window, InstantSource clock) {
    this.capacity = capacity;
    this.window = window;
    this.clock = clock;
  }

  /** Whether anything is ever held up. */
  public boolean areOn() {
    return capacity > 0;
  }

  /**
   * Takes a token.
   *
   * @return zero when there was one; else none is taken, and this is how long until there is one
   */
  public synchronized Duration take(String name) {
    if (!areOn()) {
      return Duration.ZERO;
    }
    Instant now = clock.instant();
    forgetIdle(now);
    long one = window.toNanos() / capacity;
    Bucket before = buckets.get(name);
    long missing = before == null ? 0 : before.missingAt(now);
    long allowed = window.toNanos() - one;
    if (missing > allowed) {
      return Duration.ofNanos(missing - allowed);
    }
    put(name, new Bucket(missing + one, now));
    return Duration.ZERO;
  }

  /** Puts a token back that was taken and not needed. */
  public synchronized void giveBack(String name) {
    Bucket bucket = buckets.get(name);
    if (areOn() && bucket != null) {
      Instant now = clock.instant();
      long one = window.toNanos() / capacity;
      put(name, new Bucket(Math.max(0, bucket.missingAt(now) - one), now));
    }
  }

  /** A wait in whole seconds as {@code Retry-After} says it: one at least. */
  public static long seconds(Duration wait) {
    return Math.max(1, wait.plusNanos(999_999_999).toSeconds());
  }

  /** How many names are kept. */
  synchronized int size() {
    return buckets.size();
  }

  private void put(String name, Bucket bucket) {
    buckets.put(name, bucket);
    if (buckets.size() > MOST_NAMES) {
      buckets.pollFirstEntry();
    }
  }

  /** One or two each time are enough: no more than one comes in. */
  private void forgetIdle(Instant now) {
    for (int i = 0; i < 2; i++) {
      var eldest = buckets.firstEntry();
      if (eldest == null || !isIdle(eldest.getValue(), now)) {
        return;
      }
      buckets.pollFirstEntry();
    }
  }

  private static boolean isIdle(Bucket bucket, Instant now) {
    return bucket.missingAt(now) == 0 && now.isAfter(bucket.at().plus(IDLE));
  }
}
