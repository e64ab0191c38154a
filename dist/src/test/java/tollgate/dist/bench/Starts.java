package tollgate.dist.bench;

import java.time.Duration;

/** The moments at which something is due at a steady rate. */
final class Starts {
  private static final long SOON_NANOS = 1_000_000;

  private final long first = System.nanoTime() + SOON_NANOS;
  private final double gap;
  private final long count;
  private long given;

  Starts(int perSecond, Duration time) {
    gap = 1e9 / perSecond;
    count = (long) (time.toNanos() / gap);
  }

  long first() {
    return first;
  }

  long count() {
    return count;
  }

  boolean over() {
    return given == count;
  }

  /** The next moment that has come, 0 if none has. */
  long due(long now) {
    long next = first + (long) (given * gap);
    if (given == count || next > now) {
      return 0;
    }
    given++;
    return next;
  }
}
