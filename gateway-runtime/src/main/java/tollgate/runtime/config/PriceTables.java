package tollgate.runtime.config;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tollgate.api.pricing.Rate;
import tollgate.api.pricing.RateUnit;
import tollgate.runtime.problem.SettingProblem;

/** Reads the {@code [[price]]} tables: the operator's own prices. */
public final class PriceTables {

  /** The list's name in the settings file. */
  static final String LIST = "price";

  private static final Pattern USD = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,12})?");
  private static final Pattern TOKENS = Pattern.compile("[0-9]{1,12}");
  private static final String UPLIFT = "uplift";
  private static final String USD_EXPECTED = "dollars in quotes, such as \"2.50\"";
  private static final Map<String, RateUnit> UNITS = new LinkedHashMap<>();
  private static final List<TableKey> KEYS = new ArrayList<>();

  static {
    key("model", "text", "required", "The model, as its provider spells it.");
    key("provider", "text", "any provider", "The provider whose price it is.");
    for (RateUnit unit : RateUnit.values()) {
      String name = unit.name().toLowerCase(Locale.ROOT).replace('_', '-');
      UNITS.put(name, unit);
      key(name, "dollars in quotes", "not charged by this table", meaning(unit));
    }
    key("above-context-tokens", "number", "0", "Holds for requests with a longer context only.");
    key("service-tier", "text", "the ordinary one", "Holds for this service tier only.");
    key("region", "text", "none", "The region of an uplift; nothing else has one.");
    key("from", "date", "always", "The first UTC day it holds.");
  }

  private PriceTables() {}

  private static String meaning(RateUnit unit) {
    if (unit == RateUnit.UPLIFT) {
      return "By how much every price of a token is multiplied in a region, such as \"1.1\".";
    }
    return unit.perMillion() ? "US dollars per million tokens." : "US dollars each.";
  }

  /** The names a price's table may have. */
  public static List<TableKey> keys() {
    return List.copyOf(KEYS);
  }

  /** The operator's prices, one rate per unit. */
  static List<Rate> read(List<Section> tables, Findings findings, List<EffectiveSetting> shown) {
    var rates = new ArrayList<Rate>();
    for (Section table : tables) {
      rates.addAll(read(table, findings, shown));
    }
    return rates;
  }

  private static List<Rate> read(Section table, Findings findings, List<EffectiveSetting> shown) {
    List<String> known = KEYS.stream().map(TableKey::name).toList();
    table
        .values()
        .forEach((name, given) -> {
          if (!known.contains(name)) {
            findings.unknown(
                LIST + "." + name,
                given.origin(),
                known.stream().map(key -> LIST + "." + key).toList());
          }
        });
    String model = text(table, "model");
    if (model.isEmpty()) {
      findings.problem(
          SettingProblem.CONFIG_BAD_VALUE,
          table.origin(),
          LIST + ".model",
          "",
          "a model's name",
          "required");
      return List.of();
    }
    var rates = new ArrayList<Rate>();
    if (!isWhole(table, findings)) {
      return rates;
    }
    UNITS.forEach((name, unit) ->
        usd(table, name, findings)
            .map(usd -> rate(table, unit, usd, findings))
            .ifPresent(rate -> {
              rates.add(rate);
              shown.add(
                  new EffectiveSetting(
                      LIST + "." + model + "." + name,
                      rate.usd().toPlainString(),
                      table.origin().where()));
            }));
    return rates;
  }

  /** An uplift and its region stand together, and nothing that narrows it down. */
  private static boolean isWhole(Section table, Findings findings) {
    Map<String, Given> values = table.values();
    Optional<Given> uplift = Optional.ofNullable(values.get(UPLIFT));
    Optional<Given> region = Optional.ofNullable(values.get("region"));
    Optional<Given> either = uplift.or(() -> region);
    if (either.isEmpty()) {
      return true;
    }
    boolean narrow =
        values.containsKey("service-tier") || values.containsKey("above-context-tokens");
    boolean named = region.filter(name -> !name.text().isBlank()).isPresent();
    boolean whole = uplift.isPresent() && named && !narrow;
    BigDecimal factor = usd(table, UPLIFT, findings).orElse(BigDecimal.ONE);
    if (!whole || factor.signum() == 0) {
      findings.badValue(
          LIST + "." + UPLIFT,
          either.get(),
          "a factor above 0 beside its region, for every tier and context",
          "none");
      return false;
    }
    return true;
  }

  private static Rate rate(Section table, RateUnit unit, BigDecimal usd, Findings findings) {
    if (unit == RateUnit.UPLIFT) {
      return new Rate(
          text(table, "provider"),
          text(table, "model"),
          unit,
          usd,
          0,
          text(table, "region").strip(),
          from(table, findings));
    }
    return new Rate(
        text(table, "provider"),
        text(table, "model"),
        unit,
        usd,
        tokens(table, findings),
        text(table, "service-tier"),
        from(table, findings));
  }

  private static String text(Section table, String name) {
    return Stream.ofNullable(table.values().get(name)).map(Given::text).findFirst().orElse("");
  }

  /**
   * A decimal without quotes would pass through binary floating point, where money must never be.
   */
  private static Optional<BigDecimal> usd(Section table, String name, Findings findings) {
    Given given = table.values().get(name);
    if (given == null) {
      return Optional.empty();
    }
    if (given.form() == Given.Form.DECIMAL || !USD.matcher(given.text()).matches()) {
      findings.badValue(LIST + "." + name, given, USD_EXPECTED, "none");
      return Optional.empty();
    }
    return Optional.of(new BigDecimal(given.text()));
  }

  private static long tokens(Section table, Findings findings) {
    Given given = table.values().get("above-context-tokens");
    if (given == null) {
      return 0;
    }
    if (!TOKENS.matcher(given.text()).matches()) {
      findings.badValue(LIST + ".above-context-tokens", given, "a whole number of tokens", "0");
      return 0;
    }
    return Long.parseLong(given.text());
  }

  private static LocalDate from(Section table, Findings findings) {
    Given given = table.values().get("from");
    if (given == null) {
      return LocalDate.EPOCH;
    }
    try {
      return LocalDate.parse(given.text());
    } catch (DateTimeException e) {
      findings.badValue(LIST + ".from", given, "a day such as 2026-11-21", "always");
      return LocalDate.EPOCH;
    }
  }

  private static void key(String name, String word, String standard, String meaning) {
    KEYS.add(new TableKey(name, word, standard, meaning));
  }
}
