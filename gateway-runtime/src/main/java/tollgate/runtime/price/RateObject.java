package tollgate.runtime.price;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tollgate.api.json.Json;
import tollgate.api.pricing.ModelPrices;
import tollgate.api.pricing.Rate;
import tollgate.api.pricing.RateUnit;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.json.Shape;

/**
 * The rates of one model as a JSON object, the way an operator writes them and they are kept:
 *
 * <pre>{@code
 * {"input": 3, "output": "15", "cache_read": 0.3, "search": 0.01,
 *  "tiers": [{"above_context_tokens": 200000, "input": 6}, {"service_tier": "flex", "input": 1.5}],
 *  "uplift": {"us": 1.1}}
 * }</pre>
 *
 * <p>Numbers, or decimals in quotes: dollars per million tokens, or per piece; a factor for {@code
 * uplift}. Everything that is wrong with an object is told at once.
 */
public final class RateObject {

  private static final BigDecimal DEAREST = new BigDecimal(10_000);
  private static final int FINEST_SCALE = 12;
  private static final String TIERS = "tiers";
  private static final String UPLIFT = "uplift";
  private static final String ABOVE = "above_context_tokens";
  private static final String TIER = "service_tier";

  /** What older scripts call a five-minute cache write. */
  private static final String CACHE_WRITE = "cache_write";

  private final String provider;
  private final String model;
  private final List<Rate> rates = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * What an object says.
   *
   * @param rates its rates, holding since ever; to be used only where there are no problems
   * @param problems what is wrong with it, in a few words each
   */
  public record Reading(List<Rate> rates, List<String> problems) {

    /** Readings never change. */
    public Reading {
      rates = List.copyOf(rates);
      problems = List.copyOf(problems);
    }
  }

  private RateObject(String provider, String model) {
    this.provider = provider;
    this.model = model;
  }

  /** What such an object may hold; decimals may stand in quotes as well. */
  public static Shape.Members shape() {
    return rates(Shape.object())
        .or(
            TIERS,
            Shape.items(rates(Shape.object()).or(TIER, Shape.text(), ABOVE, Shape.whole())),
            UPLIFT,
            new Shape.Table(new Shape.Decimal()));
  }

  private static Shape.Members rates(Shape.Members some) {
    Shape.Members all = some.or(CACHE_WRITE, new Shape.Decimal());
    for (RateUnit unit : RateUnit.values()) {
      all = unit == RateUnit.UPLIFT ? all : all.or(word(unit), new Shape.Decimal());
    }
    return all;
  }

  /** Reads the rates of a model. */
  public static Reading read(String provider, String model, Map<String, Json> members) {
    var reading = new RateObject(provider, model);
    if (ModelNames.plain(model).isEmpty()) {
      reading.problems.add("the model has no name");
    }
    reading.ordinary(members);
    if (reading.problems.isEmpty() && !reading.isEnough()) {
      reading.problems.add("input and output must be there, or a price for each image or call");
    }
    return new Reading(reading.rates, reading.problems);
  }

  /** Reads the rates of a model from the text of an object. */
  public static Reading parse(String provider, String model, String text) {
    try {
      if (JsonText.parse(text) instanceof Json.Obj(var members)) {
        return read(provider, model, members);
      }
    } catch (MalformedJson malformed) {
      return new Reading(List.of(), List.of(malformed.reason()));
    }
    return new Reading(List.of(), List.of("it is no JSON object"));
  }

  /** The object that says these rates. */
  public static Json.Obj write(List<Rate> rates) {
    var members = new LinkedHashMap<String, Json>();
    var uplifts = new LinkedHashMap<String, Json>();
    var tiers = new TreeMap<String, Map<String, Json>>();
    for (Rate rate : rates) {
      Json usd = Json.of(rate.usd());
      if (rate.unit() == RateUnit.UPLIFT) {
        uplifts.put(rate.serviceTier(), usd);
      } else if (rate.aboveContextTokens() == 0 && rate.serviceTier().isEmpty()) {
        members.put(word(rate.unit()), usd);
      } else {
        tiers
            .computeIfAbsent(
                "%s %012d".formatted(rate.serviceTier(), rate.aboveContextTokens()),
                place -> place(rate))
            .put(word(rate.unit()), usd);
      }
    }
    if (!tiers.isEmpty()) {
      members.put(TIERS, new Json.Arr(tiers.values().stream().<Json>map(Json.Obj::new).toList()));
    }
    if (!uplifts.isEmpty()) {
      members.put(UPLIFT, new Json.Obj(uplifts));
    }
    return new Json.Obj(members);
  }

  private static Map<String, Json> place(Rate rate) {
    var members = new LinkedHashMap<String, Json>();
    if (!rate.serviceTier().isEmpty()) {
      members.put(TIER, Json.text(rate.serviceTier()));
    }
    if (rate.aboveContextTokens() > 0) {
      members.put(ABOVE, Json.of(rate.aboveContextTokens()));
    }
    return members;
  }

  private void ordinary(Map<String, Json> members) {
    members.forEach((name, value) -> {
      switch (name) {
        case TIERS -> tiers(value);
        case UPLIFT -> uplifts(value);
        default -> unit(name, name, value, 0, "");
      }
    });
  }

  private void tiers(Json value) {
    if (!(value instanceof Json.Arr(var tiers))) {
      problems.add("tiers is no list of objects");
      return;
    }
    for (int i = 0; i < tiers.size(); i++) {
      String where = TIERS + "[" + i + "]";
      if (tiers.get(i) instanceof Json.Obj(var members)) {
        tier(where, members);
      } else {
        problems.add(where + " is no object");
      }
    }
  }

  private void tier(String where, Map<String, Json> members) {
    String tier =
        members.getOrDefault(TIER, Json.text("")) instanceof Json.Text(var name) ? name : "";
    long above = above(where, members.getOrDefault(ABOVE, Json.of(0)));
    if (above == 0 && ModelNames.plain(tier).isEmpty()) {
      problems.add(where + " needs a " + TIER + " or " + ABOVE);
    }
    members.forEach((name, value) -> {
      if (!name.equals(TIER) && !name.equals(ABOVE)) {
        unit(where + "." + name, name, value, above, tier);
      }
    });
  }

  private long above(String where, Json value) {
    if (value instanceof Json.Num(var number)
        && number.signum() >= 0
        && number.stripTrailingZeros().scale() <= 0
        && number.precision() <= 12) {
      return number.longValueExact();
    }
    problems.add(where + "." + ABOVE + " is no whole number of tokens");
    return 0;
  }

  private void uplifts(Json value) {
    if (!(value instanceof Json.Obj(var regions))) {
      problems.add("uplift is no object of regions and factors");
      return;
    }
    regions.forEach((region, factor) -> {
      Optional<BigDecimal> usd = decimal(factor).filter(number -> number.signum() > 0);
      if (usd.isPresent() && region.matches("[a-zA-Z0-9._-]{1,32}")) {
        rates.add(
            new Rate(provider, model, RateUnit.UPLIFT, usd.get(), 0, region, LocalDate.EPOCH));
      } else {
        problems.add("uplift." + region + " is no region with a factor above 0");
      }
    });
  }

  private void unit(String where, String name, Json value, long above, String tier) {
    Optional<RateUnit> unit = unit(name);
    Optional<BigDecimal> usd = decimal(value);
    if (unit.isEmpty()) {
      problems.add(where + " is nothing that is charged");
    } else if (usd.isEmpty()) {
      problems.add(where + " is no price of 0 or more dollars: " + Json.encode(value));
    } else {
      rates.add(new Rate(provider, model, unit.get(), usd.get(), above, tier, LocalDate.EPOCH));
    }
  }

  private static Optional<RateUnit> unit(String name) {
    if (name.equals(CACHE_WRITE)) {
      return Optional.of(RateUnit.CACHE_WRITE_5M);
    }
    for (RateUnit unit : RateUnit.values()) {
      if (unit != RateUnit.UPLIFT && word(unit).equals(name)) {
        return Optional.of(unit);
      }
    }
    return Optional.empty();
  }

  private static Optional<BigDecimal> decimal(Json value) {
    try {
      return ModelPrices.read(Optional.of(value))
          .filter(number -> number.signum() >= 0 && number.compareTo(DEAREST) < 0)
          .filter(number -> Math.abs((long) number.scale()) <= FINEST_SCALE);
    } catch (IllegalArgumentException noNumber) {
      return Optional.empty();
    }
  }

  private boolean isEnough() {
    boolean perToken = has(RateUnit.INPUT) && has(RateUnit.OUTPUT);
    return perToken || has(RateUnit.IMAGE) || has(RateUnit.CALL);
  }

  private boolean has(RateUnit unit) {
    return rates.stream()
        .anyMatch(rate ->
            rate.unit() == unit && rate.aboveContextTokens() == 0 && rate.serviceTier().isEmpty());
  }

  private static String word(RateUnit unit) {
    return unit.name().toLowerCase(Locale.ROOT);
  }
}
