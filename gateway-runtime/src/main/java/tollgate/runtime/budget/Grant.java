package tollgate.runtime.budget;

import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Something the operator gave a cap on one counter, for the rest of that counter's window.
 *
 * @param kind what
 * @param cap the cap's name
 * @param unit what it limits
 * @param counter where
 * @param parts how much, by the number of the part of the window's time with which it ends; 0 but
 *     in a rolling window. Each is more than nothing
 */
public record Grant(Kind kind, String cap, Unit unit, CounterKey counter, Map<Long, Long> parts) {

  /** What can be given. */
  public enum Kind {
    /** There may be more. */
    RAISE,
    /** What was spent does not count any more. */
    RESET;

    /** Its word. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Grants never change. */
  public Grant {
    parts = Map.copyOf(parts);
  }

  /** More room for a cap, from now on. */
  public static Grant raise(Cap cap, CounterKey counter, long more, Instant now) {
    long slot = Math.floorDiv(now.toEpochMilli(), counter.meter().span().slotMillis());
    return new Grant(Kind.RAISE, cap.name(), cap.unit(), counter, Map.of(slot, more));
  }

  /** All of it together. */
  public long amount() {
    return parts.values().stream().reduce(0L, Allowance::sum);
  }

  /** When nothing of it is left; empty for never. */
  public Optional<Instant> ends() {
    Span span = counter.meter().span();
    if (span instanceof Span.Rolling) {
      long last = parts.isEmpty() ? 0 : Collections.max(parts.keySet());
      long slots = last + Span.Rolling.SLOTS + 1;
      return Optional.of(Instant.ofEpochMilli(slots * span.slotMillis()));
    }
    Period period = span.periodAt(Instant.ofEpochMilli(counter.window()));
    return period.ends() ? Optional.of(Instant.ofEpochMilli(period.until())) : Optional.empty();
  }
}
