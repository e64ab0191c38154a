package tollgate.runtime.price;

import java.math.BigDecimal;

/**
 * What every token costs more where a call was processed.
 *
 * @param region the region, empty for anywhere
 * @param factor by how much rates are multiplied
 */
public record Uplift(String region, BigDecimal factor) {

  /** Nothing more. */
  public static final Uplift NONE = new Uplift("", BigDecimal.ONE);

  boolean isNone() {
    return region.isEmpty();
  }

  /**
   * A rate with what is added to it; the digits that only the multiplication brings are dropped.
   */
  TariffRate on(TariffRate rate) {
    BigDecimal raised = rate.usd().multiply(factor).stripTrailingZeros();
    return new TariffRate(raised.scale() < 0 ? raised.setScale(0) : raised, rate.derived());
  }
}
