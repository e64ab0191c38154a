package tollgate.runtime.price;

import java.math.BigDecimal;
import tollgate.api.pricing.RateUnit;

/**
 * One rate of a card, for a person who reads it.
 *
 * @param unit what is charged
 * @param usd dollars per million tokens, or per piece
 * @param above the context threshold above which it holds, 0 for the ordinary rate
 * @param tier the service tier, empty for the ordinary one
 * @param derived whether the source does not name it
 */
public record RateLine(RateUnit unit, BigDecimal usd, long above, String tier, boolean derived) {}
