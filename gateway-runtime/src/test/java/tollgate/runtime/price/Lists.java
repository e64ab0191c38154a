package tollgate.runtime.price;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
final class Lists {

  static final LocalDate DAY = LocalDate.of(2025, 1, 1);
  static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

  private Lists() {}

  /** The rates of one model. */
  static List<Rate> rates(String provider, String model, LocalDate from, String list) {
    var rates = new ArrayList<Rate>();
    for (String part : list.split(";", -1)) {
      Map<String, String> fields = fields(part);
      String tier = fields.getOrDefault("tier", "");
      long above = Long.parseLong(fields.getOrDefault("above", "0"));
      fields.forEach((name, value) -> {
        if (!name.equals("tier") && !name.equals("above")) {
          rates.add(
              new Rate(provider, model, unit(name), new BigDecimal(value), above, tier, from));
        }
      });
    }
    return rates;
  }

  /** A sheet of one source. */
  static SourcedSheet sheet(String source, int rank, List<Rate> rates) {
    return new SourcedSheet(source, rank, new PriceSheet("v1", NOW, "a test", rates));
  }

  /** The price of a model of which nothing else is known. */
  static PriceMatch match(String list) {
    return PriceBook.of(List.of(sheet("test", 0, rates("", "m", DAY, list))))
        .find("", "m", NOW)
        .orElseThrow();
  }

  /** A usage: {@code tier=flex input=10 output=5 search=1 provenance=RUNNING}. */
  static Usage usage(String text) {
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
            count(fields, "audio-out")),
        Provenance.valueOf(fields.getOrDefault("provenance", "EXACT")),
        "",
        fields.getOrDefault("tier", ""),
        count(fields, "search"));
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
