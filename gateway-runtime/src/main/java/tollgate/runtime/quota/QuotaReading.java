package tollgate.runtime.quota;

import java.math.BigDecimal;
import java.time.Instant;
import tollgate.api.quota.QuotaWindow;

/**
 * How much of one window of an account was used at one time.
 *
 * @param id the row's number
 * @param at when it was read
 * @param vendor whose account it is
 * @param account the account's label
 * @param window the window as its probe told it
 */
public record QuotaReading(long id, Instant at, String vendor, String account, QuotaWindow window) {
  private static final BigDecimal ALL = BigDecimal.valueOf(100);

  /** Whether nothing is left. */
  public boolean isDrained() {
    return window.usedPercent().filter(used -> used.compareTo(ALL) >= 0).isPresent();
  }

  /** Whether the window has begun anew since, so that nothing of this is known to hold. */
  public boolean isOver(Instant now) {
    return window.resetsAt().filter(reset -> !reset.isAfter(now)).isPresent();
  }
}
