package tollgate.runtime.config;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tollgate.api.json.Json;
import tollgate.api.pricing.Rate;
import tollgate.api.pricing.RateUnit;

/**
 * Reads {@code pricing.overrides} and {@code pricing.aliases}, objects whose members are models.
 * Everything that is wrong with them is told at once, by model and price.
 */
final class PriceObjects {

  /** In the order of the predecessor's documentation, whose objects these are. */
  private static final Map<String, RateUnit> UNITS = new LinkedHashMap<>();

  private static final String EXPECTED = "a price of 0 or more dollars per million tokens";

  /** As large and as fine as a price in a {@code [[price]]} table can be. */
  private static final BigDecimal DEAREST = new BigDecimal(1_000_000_000);

  private static final int FINEST_SCALE = 12;

  static {
    UNITS.put("input", RateUnit.INPUT);
    UNITS.put("output", RateUnit.OUTPUT);
    UNITS.put("cache_read", RateUnit.CACHE_READ);
    UNITS.put("cache_write", RateUnit.CACHE_WRITE_5M);
    UNITS.put("reasoning", RateUnit.REASONING);
  }

  private final String path;
  private final Origin origin;
  private final Findings findings;

  private PriceObjects(Setting<Json.Obj> setting, ResolvedSettings values, Findings findings) {
    this.path = setting.path();
    this.origin = values.originOf(setting);
    this.findings = findings;
  }

  /** The rates of the object; a model may stand with its provider, as {@code provider/model}. */
  static List<Rate> overrides(ResolvedSettings values, Findings findings) {
    var reading = new PriceObjects(SettingTable.PRICING_OVERRIDES, values, findings);
    var rates = new ArrayList<Rate>();
    values
        .of(SettingTable.PRICING_OVERRIDES)
        .members()
        .forEach((model, prices) -> reading.prices(model, prices, rates));
    return rates;
  }

  /** The aliases of the object. */
  static Map<String, String> aliases(ResolvedSettings values, Findings findings) {
    var reading = new PriceObjects(SettingTable.PRICING_ALIASES, values, findings);
    var aliases = new LinkedHashMap<String, String>();
    values
        .of(SettingTable.PRICING_ALIASES)
        .members()
        .forEach((name, target) -> {
          if (target instanceof Json.Text(var model) && !model.isBlank() && !name.isBlank()) {
            aliases.put(name, model);
          } else {
            reading.bad(name, target, "a name with the model it stands for, neither empty");
          }
        });
    return aliases;
  }

  private void prices(String model, Json given, List<Rate> rates) {
    if (model.isBlank() || !(given instanceof Json.Obj(var members))) {
      bad(model, given, "a model with an object of prices");
      return;
    }
    for (String needed : List.of("input", "output")) {
      if (!members.containsKey(needed)) {
        bad(model + "." + needed, Json.NULL, EXPECTED);
      }
    }
    members.forEach((name, value) -> {
      RateUnit unit = UNITS.get(name);
      if (unit == null) {
        findings.unknown(path + "." + model + "." + name, origin, UNITS.keySet());
      } else if (value instanceof Json.Num(var usd) && isPrice(usd)) {
        rates.add(rate(model, unit, usd));
      } else {
        bad(model + "." + name, value, EXPECTED);
      }
    });
  }

  private static boolean isPrice(BigDecimal usd) {
    return usd.signum() >= 0
        && Math.abs((long) usd.scale()) <= FINEST_SCALE
        && usd.compareTo(DEAREST) < 0;
  }

  private static Rate rate(String model, RateUnit unit, BigDecimal usd) {
    int slash = model.indexOf('/');
    return new Rate(
        slash < 0 ? "" : model.substring(0, slash),
        model.substring(slash + 1),
        unit,
        usd,
        0,
        "",
        LocalDate.EPOCH);
  }

  private void bad(String member, Json value, String expected) {
    findings.badValue(
        path + "." + member, Given.text(Json.encode(value), origin), expected, "none");
  }
}
