package tollgate.runtime.budget;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tollgate.runtime.budget.Span.Rolling;

/**
 * What was spent in each part of a rolling window. Its time only goes forward: a clock that is set
 * back empties nothing and fills nothing twice. Guarded by the till's lock.
 */
final class Ring {
  private static final int PARTS = Rolling.SLOTS + 1;
  private static final long NEVER = Long.MIN_VALUE / 2;

  private final long slotMillis;
  private final Amount[] parts = new Amount[PARTS];
  private long head = NEVER;

  Ring(long slotMillis) {
    this.slotMillis = slotMillis;
    Arrays.fill(parts, Amount.ZERO);
  }

  /** Lets time go on; answers what left the window. */
  Amount advance(long millis) {
    long slot = Math.floorDiv(millis, slotMillis);
    if (head == NEVER) {
      head = slot;
    }
    Amount left = Amount.ZERO;
    for (long next = Math.max(head + 1, slot - PARTS + 1); next <= slot; next++) {
      int place = place(next);
      left = left.plus(parts[place]);
      parts[place] = Amount.ZERO;
    }
    head = Math.max(head, slot);
    return left;
  }

  /** Adds to the part with this number; false when that part has left the window. */
  boolean add(long slot, Amount amount) {
    if (slot <= head - PARTS) {
      return false;
    }
    parts[place(slot)] = parts[place(slot)].plus(amount);
    return true;
  }

  /** What was spent, by the number of its part. */
  Map<Long, Amount> posted() {
    var posted = new HashMap<Long, Amount>();
    for (long slot = first(); slot <= head; slot++) {
      Amount amount = parts[place(slot)];
      if (!amount.equals(Amount.ZERO)) {
        posted.put(slot, amount);
      }
    }
    return posted;
  }

  Period period() {
    return new Period(first() * slotMillis, (head + 1) * slotMillis);
  }

  /** The first part that is in the window. */
  long first() {
    return head - PARTS + 1;
  }

  /** How much of what was spent in a part counts. */
  interface Counting {
    long of(long slot, Amount amount);
  }

  /** When so much of what counts will have left the window; empty when there is not so much. */
  Optional<Instant> free(long much, Counting counting) {
    long freed = 0;
    for (long slot = first(); slot <= head; slot++) {
      freed += Math.max(0, counting.of(slot, parts[place(slot)]));
      if (freed >= much) {
        return Optional.of(Instant.ofEpochMilli((slot + PARTS) * slotMillis));
      }
    }
    return Optional.empty();
  }

  private static int place(long slot) {
    return (int) Math.floorMod(slot, (long) PARTS);
  }
}
