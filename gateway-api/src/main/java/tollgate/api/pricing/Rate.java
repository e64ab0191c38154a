package tollgate.api.pricing;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One price of one model.
 *
 * @param provider whose price it is, in the source's vocabulary; empty when it holds for any
 * @param model the model's id as providers spell it
 * @param unit what is charged
 * @param usd dollars per million units, or per piece, as {@link RateUnit#perMillion} says; not
 *     negative. For {@link RateUnit#UPLIFT} the factor, which is above zero
 * @param aboveContextTokens holds for whole requests whose context has more tokens than this; 0 for
 *     the ordinary rate
 * @param serviceTier holds for this tier only; empty for the ordinary one. For {@link
 *     RateUnit#UPLIFT} the region
 * @param from the first UTC day it holds
 * @since 1.0
 */
public record Rate(
    String provider,
    String model,
    RateUnit unit,
    BigDecimal usd,
    long aboveContextTokens,
    String serviceTier,
    LocalDate from) {

  /** Refuses a negative price. */
  public Rate {
    if (usd.signum() < 0) {
      throw new IllegalArgumentException("a price of " + model + " is negative: " + usd);
    }
    boolean uplift = unit == RateUnit.UPLIFT;
    if (uplift && (usd.signum() == 0 || serviceTier.isEmpty() || aboveContextTokens != 0)) {
      throw new IllegalArgumentException(
          "an uplift of " + model + " needs a region, and a factor above zero for every context");
    }
  }
}
