package tollgate.runtime.generation;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One generation with its pins. The state is one number: the count of pins, and above it the bit
 * that says retired. A retired slot takes no more pins, so the state that is the bit alone is
 * reached exactly once, by the last {@link #unpin} or by {@link #retire} itself.
 */
final class Slot<T> {
  private static final long RETIRED = 1L << 62;

  private final long number;
  private final T value;
  private final Instant since;
  private final AtomicLong state = new AtomicLong();

  Slot(long number, T value, Instant since) {
    this.number = number;
    this.value = value;
    this.since = since;
  }

  long number() {
    return number;
  }

  T value() {
    return value;
  }

  Instant since() {
    return since;
  }

  /** Takes a pin, unless the slot is retired. */
  boolean pin() {
    long seen = state.get();
    while ((seen & RETIRED) == 0) {
      long witness = state.compareAndExchange(seen, seen + 1);
      if (witness == seen) {
        return true;
      }
      seen = witness;
    }
    return false;
  }

  /** Gives a pin back; true for the last one of a retired slot. */
  boolean unpin() {
    return state.decrementAndGet() == RETIRED;
  }

  /** Takes no more pins from now on; true when there is none. Called once. */
  boolean retire() {
    return state.addAndGet(RETIRED) == RETIRED;
  }

  boolean isRetired() {
    return (state.get() & RETIRED) != 0;
  }

  long pins() {
    return state.get() & ~RETIRED;
  }
}
