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
    rates.stream()
        .filter(rate -> rate.unit() != RateUnit.UPLIFT)
        .forEach(rate -> thresholds.add(rate.aboveContextTokens()));
    thresholds.add(0L);
  }

  /** What a usage costs by a list of rates. */
  static Optional<Money> cost(List<Rate> rates, Usage usage) {
    return new SecondOpinion(rates, usage).cost();
  }

  private Optional<Money> cost() {
    boolean known =
        tier.isEmpty()
            || rates.stream()
                .filter(rate -> rate.unit() != RateUnit.UPLIFT)
                .anyMatch(rate -> rate.serviceTier().equals(tier));
    if (!known) {
      return Optional.empty();
    }
    TokenCounts t = usage.tokens();
    long context = t.input() + t.cacheRead() + t.cacheWrite5m() + t.cacheWrite1h() + t.audioIn();
    Long lower = thresholds.lower(context);
    long above = lower == null ? 0 : lower;

    long reasoning = has(RateUnit.REASONING, above) ? Math.min(t.reasoning(), t.output()) : 0;
    long pictures = Math.min(t.imageOut(), t.output() - reasoning);
    boolean byTokens = has(RateUnit.IMAGE_OUT, above);
    boolean byPieces = has(RateUnit.IMAGE, above) && !byTokens;
    if (byPieces && pictures > 0 && usage.images() == 0) {
      return Optional.empty();
    }
    long drawn = byTokens || byPieces ? pictures : 0;
    long seen = has(RateUnit.IMAGE_IN, above) ? Math.min(t.imageIn(), t.input()) : 0;
    long heard =
        has(RateUnit.CACHE_READ_AUDIO, above) ? Math.min(t.cacheReadAudio(), t.cacheRead()) : 0;
    Optional<BigDecimal> tokens = Optional.of(BigDecimal.ZERO);
    tokens = plus(tokens, RateUnit.INPUT, t.input() - seen, above);
    tokens = plus(tokens, RateUnit.IMAGE_IN, seen, above);
    tokens = plus(tokens, RateUnit.OUTPUT, t.output() - reasoning - drawn, above);
    tokens = plus(tokens, RateUnit.REASONING, reasoning, above);
    tokens = plus(tokens, RateUnit.IMAGE_OUT, byTokens ? drawn : 0, above);
    tokens = plus(tokens, RateUnit.CACHE_READ, t.cacheRead() - heard, above);
    tokens = plus(tokens, RateUnit.CACHE_READ_AUDIO, heard, above);
    tokens = plus(tokens, RateUnit.CACHE_WRITE_5M, t.cacheWrite5m(), above);
    tokens = plus(tokens, RateUnit.CACHE_WRITE_1H, t.cacheWrite1h(), above);
    tokens = plus(tokens, RateUnit.AUDIO_IN, t.audioIn(), above);
    tokens = plus(tokens, RateUnit.AUDIO_OUT, t.audioOut(), above);
    Optional<BigDecimal> sum = tokens.map(usd -> usd.multiply(uplift()));
    long pieces = byPieces || t.output() == 0 ? usage.images() : 0;
    sum = plus(sum, RateUnit.IMAGE, pieces, above);
    boolean once = has(RateUnit.SEARCHED_CALL, above);
    sum = plus(sum, RateUnit.SEARCH, once ? 0 : usage.searches(), above);
    sum = plus(sum, RateUnit.SEARCHED_CALL, once ? Math.min(1, usage.searches()) : 0, above);
    sum = plus(sum, RateUnit.CALL, has(RateUnit.CALL, above) ? 1 : 0, above);
    return sum.map(usd -> usd.scaleByPowerOfTen(9).setScale(0, RoundingMode.HALF_UP))
        .filter(nanos -> nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0)
        .map(nanos -> new Money(nanos.longValueExact()));
  }

  private boolean has(RateUnit unit, long above) {
    return tiered(unit, above, tier).isPresent();
  }

  /** What all tokens together cost more where the call was processed. */
  private BigDecimal uplift() {
    return rates.stream()
        .filter(rate -> rate.unit() == RateUnit.UPLIFT)
        .filter(rate -> rate.serviceTier().equals(usage.region()))
        .map(Rate::usd)
        .findFirst()
        .orElse(BigDecimal.ONE);
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
      boolean ordinary = rate.serviceTier().isEmpty() && rate.unit() != RateUnit.UPLIFT;
      if (ordinary && rate.aboveContextTokens() < above) {
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
