package tollgate.pricing.builtin;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tollgate.api.pricing.Rate;
import tollgate.api.pricing.RateUnit;

/**
 * The price table as a text; its form is told in its first lines. A line that cannot be read makes
 * the whole table unreadable: half a price list would bill half of the calls wrongly.
 *
 * @param version the day of the table
 * @param rates one per model, unit, tier and day
 */
record RateTable(LocalDate version, List<Rate> rates) {

  private static final String SHIPPED = "rates.txt";

  RateTable {
    rates = List.copyOf(rates);
  }

  /** The table in this jar. */
  static RateTable shipped() throws IOException {
    try (InputStream text = RateTable.class.getResourceAsStream(SHIPPED)) {
      if (text == null) {
        throw new FileNotFoundException("the jar lacks its price table " + SHIPPED);
      }
      return parse(new String(text.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /**
   * Reads a table.
   *
   * @throws IllegalArgumentException for the first line that cannot be read, with its number
   */
  static RateTable parse(String text) {
    var reading = new Reading();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      try {
        reading.line(lines.get(i).strip());
      } catch (RuntimeException unreadable) {
        throw new IllegalArgumentException(
            "price table, line " + (i + 1) + ": " + unreadable.getMessage(), unreadable);
      }
    }
    return new RateTable(reading.version, reading.rates);
  }

  /** What has been read so far. */
  private static final class Reading {
    private LocalDate version = LocalDate.EPOCH;
    private final Set<String> sources = new HashSet<>();
    private final List<Rate> rates = new ArrayList<>();

    void line(String line) {
      if (line.isEmpty() || line.startsWith("#")) {
        return;
      }
      List<String> words = Arrays.asList(line.split("\\s+"));
      switch (words.getFirst()) {
        case "version" -> version = LocalDate.parse(words.get(1));
        case "source" -> source(words);
        default -> prices(words);
      }
    }

    private void source(List<String> words) {
      if (words.size() < 5) {
        throw new IllegalArgumentException("a source needs name, address, day and a note");
      }
      LocalDate.parse(words.get(3));
      sources.add("@" + words.get(1));
    }

    private void prices(List<String> words) {
      String source = words.getLast();
      if (!sources.contains(source)) {
        throw new IllegalArgumentException("there is no source \"" + source + "\"");
      }
      LocalDate from = LocalDate.parse(words.get(1));
      String tier = "";
      long above = 0;
      for (String setting : words.subList(2, words.size() - 1)) {
        String[] parts = setting.split("=", 2);
        if (parts.length < 2) {
          throw new IllegalArgumentException("\"" + setting + "\" is not name=value");
        }
        switch (parts[0]) {
          case "tier", "region" -> tier = parts[1];
          case "above" -> above = Long.parseLong(parts[1]);
          default -> {
            for (String model : words.getFirst().split(",", -1)) {
              rates.add(rate(model, parts, above, tier, from));
            }
          }
        }
      }
    }

    private static Rate rate(
        String model, String[] price, long above, String tier, LocalDate from) {
      int slash = model.indexOf('/');
      return new Rate(
          slash < 0 ? "" : model.substring(0, slash),
          model.substring(slash + 1),
          RateUnit.valueOf(price[0].toUpperCase(Locale.ROOT).replace('-', '_')),
          new BigDecimal(price[1]),
          above,
          tier,
          from);
    }
  }
}
