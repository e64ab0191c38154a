package tollgate.runtime.budget;

import java.time.Instant;

/**
 * A stretch of time.
 *
 * @param from the first millisecond since 1970 that belongs to it
 * @param until the first that does not any more; {@link Long#MAX_VALUE} for no end
 */
public record Period(long from, long until) {

  /** All time. */
  public static final Period ALWAYS = new Period(0, Long.MAX_VALUE);

  static Period of(Instant from, Instant until) {
    return new Period(from.toEpochMilli(), until.toEpochMilli());
  }

  /** Whether a millisecond belongs to it. */
  public boolean contains(long millis) {
    return from <= millis && millis < until;
  }

  /** Whether it ends at all. */
  public boolean ends() {
    return until != Long.MAX_VALUE;
  }
}
