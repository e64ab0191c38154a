package tollgate.runtime.session;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import tollgate.api.usage.Money;

/**
 * How fast money goes, in dollars per hour.
 *
 * @param recent what calls cost that arrived within the last {@link #WINDOW}, projected to an hour
 * @param life what all calls cost, over the time between the first and the last of them; a shorter
 *     time than {@link #WINDOW} counts as that, so that one call is no rate
 */
public record BurnRate(BigDecimal recent, BigDecimal life) {

  /** What counts as now. */
  public static final Duration WINDOW = Duration.ofMinutes(15);

  private static final BigDecimal HOUR = BigDecimal.valueOf(Duration.ofHours(1).toMillis());

  static BurnRate of(Money inWindow, Money all, Instant first, Instant last) {
    long life = Math.max(Duration.between(first, last).toMillis(), WINDOW.toMillis());
    return new BurnRate(perHour(inWindow, WINDOW.toMillis()), perHour(all, life));
  }

  private static BigDecimal perHour(Money cost, long millis) {
    return cost.toUsd().multiply(HOUR).divide(BigDecimal.valueOf(millis), 6, RoundingMode.HALF_UP);
  }
}
