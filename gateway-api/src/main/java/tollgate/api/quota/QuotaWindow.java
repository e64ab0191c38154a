package tollgate.api.quota;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * How much of one window of an account is used.
 *
 * @param name the window, for example {@code 5h}, {@code week}, {@code credits}
 * @param usedPercent 0 to 100; empty when the vendor tells only an amount
 * @param remaining what is left, in the vendor's own words, empty when not told
 * @param resetsAt when it starts anew; empty when it does not or is not told
 * @since 1.0
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
public record QuotaWindow(
    String name, Optional<BigDecimal> usedPercent, String remaining, Optional<Instant> resetsAt) {}
