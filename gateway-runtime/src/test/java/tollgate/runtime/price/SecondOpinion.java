package tollgate.runtime.price;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import tollgate.api.pricing.Rate;
import tollgate.api.pricing.RateUnit;
import tollgate.api.usage.Money;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;

/**
 * The rules of the rate engine once more, written without a look at it: straight from the list of
 * rates, one question at a time, in decimal fractions only, and slow.
 */
final class SecondOpinion {

  private final List<Rate> rates;
  private final Usage usage;
  private final String tier;
  private final TreeSet<Long> thresholds = new TreeSet<>();

  private SecondOpinion(List<Rate> rates, Usage usage) {
    this.rates = rates;
    this.usage = usage;
    this.tier = usage.serviceTier().toLowerCase(Locale.ROOT);
    rates.forEach(rate -> thresholds.add(rate.aboveContextTokens()));
    thresholds.add(0L);
  }

  /** What a usage costs by a list of rates. */
  static Optional<Money> cost(List<Rate> rates, Usage usage) {
    return new SecondOpinion(rates, usage).cost();
  }

  private Optional<Money> cost() {
    boolean known =
        tier.isEmpty() || rates.stream().anyMatch(rate -> rate.serviceTier().equals(tier));
    if (!known) {
      return Optional.empty();
    }
    TokenCounts t = usage.tokens();
    long context = t.input() + t.cacheRead() + t.cacheWrite5m() + t.cacheWrite1h() + t.audioIn();
    Long lower = thresholds.lower(context);
    long above = lower == null ? 0 : lower;

    boolean reasoningApart = tiered(RateUnit.REASONING, above, tier).isPresent();
    long reasoning = reasoningApart ? Math.min(t.reasoning(), t.output()) : 0;
    Optional<BigDecimal> sum = Optional.of(BigDecimal.ZERO);
    sum = plus(sum, RateUnit.INPUT, t.input(), above);
    sum = plus(sum, RateUnit.OUTPUT, t.output() - reasoning, above);
    sum = plus(sum, RateUnit.REASONING, reasoning, above);
    sum = plus(sum, RateUnit.CACHE_READ, t.cacheRead(), above);
    sum = plus(sum, RateUnit.CACHE_WRITE_5M, t.cacheWrite5m(), above);
    sum = plus(sum, RateUnit.CACHE_WRITE_1H, t.cacheWrite1h(), above);
    sum = plus(sum, RateUnit.AUDIO_IN, t.audioIn(), above);
    sum = plus(sum, RateUnit.AUDIO_OUT, t.audioOut(), above);
    sum = plus(sum, RateUnit.SEARCH, usage.searches(), above);
    sum = plus(sum, RateUnit.CALL, tiered(RateUnit.CALL, above, tier).isPresent() ? 1 : 0, above);
    return sum.map(usd -> usd.scaleByPowerOfTen(9).setScale(0, RoundingMode.HALF_UP))
        .filter(nanos -> nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0)
        .map(nanos -> new Money(nanos.longValueExact()));
  }

  private Optional<BigDecimal> plus(
      Optional<BigDecimal> sum, RateUnit unit, long quantity, long above) {
    if (quantity == 0) {
      return sum;
    }
    BigDecimal pieces = new BigDecimal(quantity);
    BigDecimal units = unit.perMillion() ? pieces.scaleByPowerOfTen(-6) : pieces;
    return sum.flatMap(so -> applied(unit, above).map(rate -> so.add(rate.multiply(units))));
  }

  private Optional<BigDecimal> applied(RateUnit unit, long above) {
    Optional<BigDecimal> rate = tiered(unit, above, tier);
    Optional<BigDecimal> input = tiered(RateUnit.INPUT, above, tier);
    if (rate.isPresent() || input.isEmpty()) {
      return rate;
    }
    return switch (unit) {
      case CACHE_READ, CACHE_WRITE_5M -> input;
      case CACHE_WRITE_1H ->
          Optional.of(
              input.get().add(input.get()).max(applied(RateUnit.CACHE_WRITE_5M, above).get()));
      default -> Optional.empty();
    };
  }

  /** The rate of a unit in a tier, by the list or in proportion. */
  private Optional<BigDecimal> tiered(RateUnit unit, long above, String service) {
    Optional<BigDecimal> listed = listed(unit, above, service);
    if (listed.isPresent() || (above == 0 && service.isEmpty())) {
      return listed;
    }
    long lowerAbove = service.isEmpty() ? belowThreshold(above) : above;
    Optional<BigDecimal> lower = tiered(unit, lowerAbove, "");
    if (lower.isEmpty() || !unit.perMillion()) {
      return lower;
    }
    Optional<BigDecimal> here = listed(RateUnit.INPUT, above, service);
    if (here.isPresent()) {
      return Optional.of(scaled(lower.get(), here.get(), tiered(RateUnit.INPUT, lowerAbove, "")));
    }
    if (above > 0 && !service.isEmpty()) {
      Optional<BigDecimal> shortHere = tiered(unit, 0, service);
      if (shortHere.isPresent()) {
        return Optional.of(scaled(lower.get(), shortHere.get(), tiered(unit, 0, "")));
      }
    }
    return lower;
  }

  private static BigDecimal scaled(BigDecimal rate, BigDecimal here, Optional<BigDecimal> there) {
    if (there.isEmpty() || there.get().signum() == 0 || there.get().compareTo(here) == 0) {
      return rate;
    }
    return rate.multiply(here).divide(there.get(), 9, RoundingMode.UP);
  }

  private long belowThreshold(long above) {
    long below = 0;
    for (Rate rate : rates) {
      if (rate.serviceTier().isEmpty() && rate.aboveContextTokens() < above) {
        below = Math.max(below, rate.aboveContextTokens());
      }
    }
    return below;
  }

  private Optional<BigDecimal> listed(RateUnit unit, long above, String service) {
    return rates.stream()
        .filter(rate -> rate.unit() == unit)
        .filter(rate -> rate.aboveContextTokens() == above)
        .filter(rate -> rate.serviceTier().equals(service))
        .map(Rate::usd)
        .findFirst();
  }
}
