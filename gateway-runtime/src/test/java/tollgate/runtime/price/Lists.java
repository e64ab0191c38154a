package tollgate.runtime.price;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tollgate.api.pricing.PriceSheet;
import tollgate.api.pricing.Rate;
import tollgate.api.pricing.RateUnit;
import tollgate.api.usage.Provenance;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;

/**
 * Writes price lists and usages for tests in short: {@code input=3 output=15 ; above=200000
 * input=6}.
 */
public final class Lists {

  static final LocalDate DAY = LocalDate.of(2025, 1, 1);
  public static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

  private static final Set<String> SETTINGS = Set.of("tier", "region", "above");

  private Lists() {}

  /** The rates of one model. */
  static List<Rate> rates(String provider, String model, LocalDate from, String list) {
    var rates = new ArrayList<Rate>();
    for (String part : list.split(";", -1)) {
      Map<String, String> fields = fields(part);
      String tier = fields.getOrDefault("tier", fields.getOrDefault("region", ""));
      long above = Long.parseLong(fields.getOrDefault("above", "0"));
      fields.forEach((name, value) -> {
        if (!SETTINGS.contains(name)) {
          rates.add(
              new Rate(provider, model, unit(name), new BigDecimal(value), above, tier, from));
        }
      });
    }
    return rates;
  }

  /** The rates of one model from a day on. */
  public static List<Rate> rates(String provider, String model, String from, String list) {
    return rates(provider, model, LocalDate.parse(from), list);
  }

  /** A book of one list, of the model {@code m} at any provider. */
  public static PriceBook book(String list) {
    return PriceBook.of(List.of(sheet("test", 0, rates("", "m", DAY, list))));
  }

  /** A sheet of one source. */
  static SourcedSheet sheet(String source, int rank, List<Rate> rates) {
    return new SourcedSheet(source, rank, new PriceSheet("v1", NOW, "a test", rates));
  }

  /** The price of a model of which nothing else is known. */
  static PriceMatch match(String list) {
    return book(list).find("", "m", NOW).orElseThrow();
  }

  /** A usage: {@code tier=flex input=10 output=5 search=1 provenance=RUNNING}. */
  public static Usage usage(String text) {
    Map<String, String> fields = fields(text);
    return new Usage(
        new TokenCounts(
            count(fields, "input"),
            count(fields, "output"),
            count(fields, "cache-read"),
            count(fields, "cache-write-5m"),
            count(fields, "cache-write-1h"),
            count(fields, "reasoning"),
            count(fields, "audio-in"),
            count(fields, "audio-out"),
            count(fields, "cache-read-audio"),
            count(fields, "image-in"),
            count(fields, "image-out")),
        Provenance.valueOf(fields.getOrDefault("provenance", "EXACT")),
        "",
        fields.getOrDefault("tier", ""),
        fields.getOrDefault("region", ""),
        count(fields, "search"),
        count(fields, "image"));
  }

  private static RateUnit unit(String name) {
    return RateUnit.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static long count(Map<String, String> fields, String name) {
    return Long.parseLong(fields.getOrDefault(name, "0"));
  }

  private static Map<String, String> fields(String text) {
    var fields = new HashMap<String, String>();
    for (String word : text.strip().split("\\s+", -1)) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        fields.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    return fields;
  }
}
