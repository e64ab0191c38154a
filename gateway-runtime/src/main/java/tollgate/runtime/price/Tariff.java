package tollgate.runtime.price;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tollgate.api.pricing.RateUnit;
import tollgate.api.usage.Money;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;

/**
 * The rates that hold for one call, every unit resolved.
 *
 * <p>What a source leaves out is filled in on the dear side, and marked as derived:
 *
 * <ul>
 *   <li>cache reads and five-minute cache writes cost the input rate;
 *   <li>one-hour cache writes cost twice the input rate, or the five-minute rate where that is
 *       dearer: charging them as five-minute writes is a mistake that has cost others most;
 *   <li>reasoning, pictures and audio from a cache have no fallback, because they are a part of the
 *       output, of the input and of the cache reads, and are charged as such.
 * </ul>
 *
 * <p>Pictures are charged by their tokens where those are told and have a price, else by the piece.
 * A price by the piece alone stands for the picture's tokens as well: charging those as text would
 * bill a tenth. Searches are charged by the piece, or once for the call where the list says so.
 * Audio, searches and everything else have no fallback: a call that used them is not priced.
 */
final class Tariff {

  private static final RateUnit[] UNITS = RateUnit.values();

  /**
   * Rates are whole nano-dollars per million tokens; the sum counts in millionths of a nano-dollar.
   */
  private static final long PER_MILLION = 1_000_000;

  /**
   * No call reads or writes a trillion tokens: such a count is a mistake and takes the exact path.
   */
  private static final long MOST_TOKENS = 1L << 40;

  private static final BigDecimal MOST_FAST = BigDecimal.valueOf(Long.MAX_VALUE / 2);

  private static final BigDecimal ABSENT = BigDecimal.ONE.negate();

  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private final long aboveContext;
  private final Uplift uplift;
  private final Map<RateUnit, TariffRate> rates;
  private final boolean reasoningPriced;

  /** Pictures are charged by their tokens. */
  private final boolean picturesPriced;

  /** Pictures are charged by the piece, and so their tokens are not. */
  private final boolean piecesPriced;

  /** Millionths of a nano-dollar per token or piece, by unit; -1 for a unit without a rate. */
  private final long[] fast = new long[UNITS.length];

  /** How many tokens and pieces the fast sum holds for certain; 0 where a rate has no such form. */
  private final long fastLimit;

  private Tariff(long aboveContext, Uplift uplift, Map<RateUnit, TariffRate> rates) {
    this.aboveContext = aboveContext;
    this.uplift = uplift;
    this.rates = rates;
    this.reasoningPriced = rates.containsKey(RateUnit.REASONING);
    this.picturesPriced = rates.containsKey(RateUnit.IMAGE_OUT);
    this.piecesPriced = !picturesPriced && rates.containsKey(RateUnit.IMAGE);
    this.fastLimit = fillFast();
  }

  /** A tariff by the rates that a list names. */
  static Tariff of(long aboveContext, Map<RateUnit, TariffRate> named) {
    return new Tariff(aboveContext, Uplift.NONE, complete(named));
  }

  /** The same where every token costs more. */
  Tariff raised(Uplift more) {
    var raised = new EnumMap<RateUnit, TariffRate>(rates);
    raised.replaceAll((unit, rate) -> unit.perMillion() ? more.on(rate) : rate);
    return new Tariff(aboveContext, more, raised);
  }

  /** The tokens above which it holds; 0 for the ordinary tariff. */
  long aboveContext() {
    return aboveContext;
  }

  /** What is added to the rates where the call was processed; the rates hold it already. */
  Uplift uplift() {
    return uplift;
  }

  /** Every rate, those that were filled in included. */
  Map<RateUnit, TariffRate> rates() {
    return Collections.unmodifiableMap(rates);
  }

  /**
   * The cost; empty when the call used something that has no rate, or the sum is beyond all money.
   */
  Optional<Money> price(Usage usage) {
    if (lacksPieces(usage)) {
      return Optional.empty();
    }
    long sum = 0;
    long units = 0;
    for (int i = 0; i < UNITS.length; i++) {
      long quantity = quantity(UNITS[i], usage);
      if (quantity == 0) {
        continue;
      }
      units += Math.min(quantity, MOST_TOKENS);
      if (quantity >= MOST_TOKENS || units > fastLimit) {
        return charges(usage).flatMap(Cost::total);
      }
      if (fast[i] < 0) {
        return Optional.empty();
      }
      sum += quantity * fast[i];
    }
    return Optional.of(new Money((sum + PER_MILLION / 2) / PER_MILLION));
  }

  /** The cost line by line; empty as {@link #price} is. */
  Optional<List<Charge>> charges(Usage usage) {
    if (lacksPieces(usage)) {
      return Optional.empty();
    }
    var charges = new ArrayList<Charge>();
    for (RateUnit unit : UNITS) {
      long quantity = quantity(unit, usage);
      if (quantity == 0) {
        continue;
      }
      TariffRate rate = rates.get(unit);
      if (rate == null) {
        return Optional.empty();
      }
      charges.add(new Charge(unit, quantity, rate.usd(), rate.derived()));
    }
    return Optional.of(charges);
  }

  private long quantity(RateUnit unit, Usage usage) {
    TokenCounts tokens = usage.tokens();
    return switch (unit) {
      case INPUT -> tokens.input() - quantity(RateUnit.IMAGE_IN, usage);
      case OUTPUT ->
          tokens.output()
              - pricedReasoning(tokens)
              - (picturesPriced || piecesPriced ? pictures(tokens) : 0);
      case CACHE_READ -> tokens.cacheRead() - quantity(RateUnit.CACHE_READ_AUDIO, usage);
      case CACHE_WRITE_5M -> tokens.cacheWrite5m();
      case CACHE_WRITE_1H -> tokens.cacheWrite1h();
      case REASONING -> pricedReasoning(tokens);
      case AUDIO_IN -> tokens.audioIn();
      case AUDIO_OUT -> tokens.audioOut();
      case CACHE_READ_AUDIO -> part(unit, tokens.cacheReadAudio(), tokens.cacheRead());
      case IMAGE_IN -> part(unit, tokens.imageIn(), tokens.input());
      case IMAGE_OUT -> picturesPriced ? pictures(tokens) : 0;
      case IMAGE -> piecesPriced || tokens.output() == 0 ? Math.max(0, usage.images()) : 0;
      case SEARCH -> rates.containsKey(RateUnit.SEARCHED_CALL) ? 0 : Math.max(0, usage.searches());
      case SEARCHED_CALL -> rates.containsKey(unit) && usage.searches() > 0 ? 1 : 0;
      case CALL -> rates.containsKey(RateUnit.CALL) ? 1 : 0;
      case UPLIFT -> 0;
    };
  }

  /** What is charged apart of a class; never more than the class has, whatever a vendor says. */
  private long part(RateUnit unit, long part, long whole) {
    return rates.containsKey(unit) ? Math.min(part, whole) : 0;
  }

  /** The output's tokens that were pictures; what was reasoning is none. */
  private long pictures(TokenCounts tokens) {
    return Math.min(tokens.imageOut(), tokens.output() - pricedReasoning(tokens));
  }

  /** Pictures are paid by the piece, and nobody told how many there were. */
  private boolean lacksPieces(Usage usage) {
    return piecesPriced && usage.images() <= 0 && pictures(usage.tokens()) > 0;
  }

  /** Reasoning that has a rate of its own; never more than the output it is a part of. */
  private long pricedReasoning(TokenCounts tokens) {
    return reasoningPriced ? Math.min(tokens.reasoning(), tokens.output()) : 0;
  }

  private static Map<RateUnit, TariffRate> complete(Map<RateUnit, TariffRate> named) {
    var rates = new EnumMap<RateUnit, TariffRate>(RateUnit.class);
    rates.putAll(named);
    TariffRate input = named.get(RateUnit.INPUT);
    if (input != null) {
      var derived = new TariffRate(input.usd(), true);
      rates.putIfAbsent(RateUnit.CACHE_READ, derived);
      rates.putIfAbsent(RateUnit.CACHE_WRITE_5M, derived);
      BigDecimal hour = input.usd().multiply(TWO).max(usd(rates, RateUnit.CACHE_WRITE_5M));
      rates.putIfAbsent(RateUnit.CACHE_WRITE_1H, new TariffRate(hour, true));
    }
    return rates;
  }

  private static BigDecimal usd(Map<RateUnit, TariffRate> rates, RateUnit unit) {
    TariffRate rate = rates.get(unit);
    return rate == null ? BigDecimal.ZERO : rate.usd();
  }

  private long fillFast() {
    long dearest = 1;
    for (int i = 0; i < UNITS.length; i++) {
      TariffRate rate = rates.get(UNITS[i]);
      BigDecimal scaled = rate == null ? ABSENT : scaled(UNITS[i], rate.usd());
      if (scaled.stripTrailingZeros().scale() > 0 || scaled.compareTo(MOST_FAST) > 0) {
        return 0;
      }
      fast[i] = scaled.longValueExact();
      dearest = Math.max(dearest, fast[i]);
    }
    return (Long.MAX_VALUE - PER_MILLION) / dearest;
  }

  private static BigDecimal scaled(RateUnit unit, BigDecimal usd) {
    return usd.movePointRight(unit.perMillion() ? 9 : 15);
  }
}
