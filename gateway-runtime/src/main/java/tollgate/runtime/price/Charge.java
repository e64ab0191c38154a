package tollgate.runtime.price;

import java.math.BigDecimal;
import tollgate.api.pricing.RateUnit;

/**
 * One line of a {@link Cost}.
 *
 * @param unit what is charged
 * @param quantity how many tokens or pieces
 * @param rate dollars per million tokens, or per piece, regional uplift included
 * @param derived whether the source named no rate for this unit and {@link Tariff} worked one out
 */
public record Charge(RateUnit unit, long quantity, BigDecimal rate, boolean derived) {

  /** Quantity times rate, exact. */
  public BigDecimal usd() {
    BigDecimal usd = rate.multiply(BigDecimal.valueOf(quantity));
    return unit.perMillion() ? usd.movePointLeft(6) : usd;
  }
}
