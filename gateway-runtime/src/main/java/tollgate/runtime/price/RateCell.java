package tollgate.runtime.price;

import tollgate.api.pricing.Rate;
import tollgate.api.pricing.RateUnit;

/**
 * The place of a rate in a price list.
 *
 * @param unit what is charged
 * @param above the context threshold above which it holds, 0 for the ordinary rate
 * @param tier the service tier, empty for the ordinary one
 */
record RateCell(RateUnit unit, long above, String tier) {

  static RateCell of(Rate rate) {
    return new RateCell(
        rate.unit(), rate.aboveContextTokens(), ModelNames.plain(rate.serviceTier()));
  }
}
