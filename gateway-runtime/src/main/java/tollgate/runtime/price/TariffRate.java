package tollgate.runtime.price;

import java.math.BigDecimal;

/**
 * A rate as it is applied.
 *
 * @param usd dollars per million tokens, or per piece
 * @param derived whether the source did not name it
 */
record TariffRate(BigDecimal usd, boolean derived) {}
