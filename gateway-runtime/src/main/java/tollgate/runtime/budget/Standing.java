package tollgate.runtime.budget;

import java.time.Instant;
import java.util.Optional;

/**
 * How a cap stands on one of its counters.
 *
 * @param cap the cap as it was last put to a call
 * @param key the counter
 * @param period the time that is counted; of a rolling window as of its last use
 * @param allowance what the operator gave it beside
 * @param spent what ended calls took and what of that counts, of the cap's unit; nothing of calls
 *     that run at once
 * @param held what running calls hold
 */
public record Standing(
    Cap cap, CounterKey key, Period period, Allowance allowance, long spent, long held) {

  /** How it stands where nothing was counted yet. */
  public static Standing unused(Cap cap, CounterKey key, Instant at) {
    return new Standing(cap, key, key.meter().span().periodAt(at), Allowance.NONE, 0, 0);
  }

  /** How much there may be: what the cap says, and by how much it was raised. */
  public long limit() {
    return Allowance.sum(cap.most(), allowance.raised());
  }

  /** What is left. */
  public long left() {
    return Math.max(0, limit() - spent - held);
  }

  /** When the window begins anew; empty for never, and of a rolling one. */
  public Optional<Instant> resets() {
    boolean rolling = key.meter().span() instanceof Span.Rolling;
    return period.ends() && !rolling
        ? Optional.of(Instant.ofEpochMilli(period.until()))
        : Optional.empty();
  }

  /** Whether its window is over, and another one counts. */
  public boolean isOver(Instant now) {
    return resets().filter(end -> !end.isAfter(now)).isPresent();
  }
}
