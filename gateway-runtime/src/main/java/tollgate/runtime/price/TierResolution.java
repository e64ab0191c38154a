package tollgate.runtime.price;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import tollgate.api.pricing.RateUnit;

/**
 * Completes the tiers of a price list. A list often names only some units of a tier; the others are
 * derived, because leaving them at the ordinary rate would bill a long prompt too low:
 *
 * <p>A unit that a tier does not name costs its rate one tier down, in the proportion in which the
 * tier moves the input rate. One tier down from a service tier within a context tier is the context
 * tier; from everything else it is the ordinary rate, or the next lower context tier. Where a
 * service tier is priced for short prompts only, its proportion there holds for long ones too.
 * Prices per piece are never scaled.
 */
final class TierResolution {

  /** Decimals kept of a derived rate; rounded up, because a derived rate errs on the dear side. */
  private static final int DERIVED_SCALE = 9;

  private record Proportion(BigDecimal here, BigDecimal below) {
    static final Proportion SAME = new Proportion(BigDecimal.ONE, BigDecimal.ONE);

    BigDecimal of(BigDecimal rate) {
      return here.compareTo(below) == 0 || below.signum() == 0
          ? rate
          : rate.multiply(here).divide(below, DERIVED_SCALE, RoundingMode.CEILING);
    }
  }

  private final Map<RateCell, BigDecimal> named;

  TierResolution(Map<RateCell, BigDecimal> named) {
    this.named = named;
  }

  /** Every unit that can be priced in a tier. */
  Map<RateUnit, TariffRate> rates(long above, String tier) {
    var rates = new EnumMap<RateUnit, TariffRate>(RateUnit.class);
    for (RateUnit unit : RateUnit.values()) {
      var cell = new RateCell(unit, above, tier);
      rate(cell).ifPresent(usd -> rates.put(unit, new TariffRate(usd, !named.containsKey(cell))));
    }
    return rates;
  }

  private Optional<BigDecimal> rate(RateCell cell) {
    BigDecimal usd = named.get(cell);
    if (usd != null || (cell.above() == 0 && cell.tier().isEmpty())) {
      return Optional.ofNullable(usd);
    }
    return rate(below(cell)).map(proportion(cell)::of);
  }

  private RateCell below(RateCell cell) {
    return cell.tier().isEmpty()
        ? new RateCell(cell.unit(), nextBelow(cell.above()), "")
        : new RateCell(cell.unit(), cell.above(), "");
  }

  private long nextBelow(long above) {
    return named.keySet().stream()
        .filter(cell -> cell.tier().isEmpty() && cell.above() < above)
        .mapToLong(RateCell::above)
        .max()
        .orElse(0);
  }

  /** How a tier moves a unit that it does not name. */
  private Proportion proportion(RateCell cell) {
    if (!cell.unit().perMillion()) {
      return Proportion.SAME;
    }
    var input = new RateCell(RateUnit.INPUT, cell.above(), cell.tier());
    BigDecimal named = this.named.get(input);
    if (named != null) {
      return new Proportion(named, rate(below(input)).orElse(named));
    }
    if (cell.above() == 0 || cell.tier().isEmpty()) {
      return Proportion.SAME;
    }
    Optional<BigDecimal> shortTier = rate(new RateCell(cell.unit(), 0, cell.tier()));
    Optional<BigDecimal> shortOrdinary = rate(new RateCell(cell.unit(), 0, ""));
    return shortTier.isPresent() && shortOrdinary.isPresent()
        ? new Proportion(shortTier.get(), shortOrdinary.get())
        : Proportion.SAME;
  }
}
