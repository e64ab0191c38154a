package tollgate.runtime.ledger;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Makes call ids after the ULID scheme (https://github.com/ulid/spec): 48 bits of milliseconds, 80
 * bits of chance. Ids made within one millisecond, or after the clock was set back, count on from
 * the last one, so that ids always sort in the order they were made. Safe for any thread.
 */
public final class CallIds {
  private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
  private static final int LENGTH = 26;
  private static final int TIME_LENGTH = 10;

  /** The upper 40 bits of chance start with a zero, so that counting on cannot overflow them. */
  private static final long FRESH_UPPER = (1L << 39) - 1;

  private static final long LOWER = (1L << 40) - 1;

  private final InstantSource clock;
  private final RandomGenerator random;
  private long millis = -1;
  private long upper;
  private long lower;

  /**
   * Ids by this clock.
   *
   * @param clock tells the milliseconds
   * @param random must be a secure one in production: ids stand in replies and must not be
   *     guessable
   */
  public CallIds(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** The next id. */
  public synchronized CallId next() {
    long now = clock.millis();
    if (now > millis) {
      millis = now;
      upper = random.nextLong() & FRESH_UPPER;
      lower = random.nextLong() & LOWER;
    } else if (++lower > LOWER) {
      lower = 0;
      upper++;
    }
    char[] text = new char[LENGTH];
    write(text, 0, TIME_LENGTH, millis);
    write(text, TIME_LENGTH, 8, upper);
    write(text, TIME_LENGTH + 8, 8, lower);
    return new CallId(new String(text));
  }

  private static void write(char[] text, int from, int length, long value) {
    long rest = value;
    for (int i = from + length - 1; i >= from; i--) {
      text[i] = DIGITS[(int) (rest & 31)];
      rest >>>= 5;
    }
  }
}
