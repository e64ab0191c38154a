package tollgate.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tollgate.api.pricing.PriceSheet;
import tollgate.api.pricing.Rate;

/**
 * A price sheet as lines that a person can check against the document it was read from:
 *
 * <pre>
 * openai/gpt-5 | input=1.25 output=10 ; tier=flex input=0.625 output=5
 * gemini-2.5-pro | input=1.25 output=10 ; above=200000 input=2.5 output=15
 * </pre>
 */
public final class PriceLines {

  private record Part(long above, String tier) implements Comparable<Part> {
    @Override
    public int compareTo(Part other) {
      int byContext = Long.compare(above, other.above);
      return byContext != 0 ? byContext : tier.compareTo(other.tier);
    }

    String prefix() {
      return (above == 0 ? "" : "above=" + above + " ")
          + (tier.isEmpty() ? "" : "tier=" + tier + " ");
    }
  }

  private PriceLines() {}

  /** A line per provider and model, in order; the provider is left out where there is none. */
  public static List<String> of(PriceSheet sheet) {
    Map<String, List<Rate>> models =
        sheet.rates().stream()
            .collect(Collectors.groupingBy(PriceLines::name, TreeMap::new, Collectors.toList()));
    return models.entrySet().stream()
        .map(model -> model.getKey() + " | " + parts(model.getValue()))
        .sorted()
        .toList();
  }

  /** The lines of a file, without those that are empty or begin with {@code #}. */
  public static List<String> in(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines.filter(line -> !line.isBlank() && !line.startsWith("#")).sorted().toList();
    }
  }

  private static String name(Rate rate) {
    return rate.provider().isEmpty() ? rate.model() : rate.provider() + "/" + rate.model();
  }

  private static String parts(List<Rate> rates) {
    Map<Part, List<Rate>> parts =
        rates.stream()
            .collect(
                Collectors.groupingBy(
                    rate -> new Part(rate.aboveContextTokens(), rate.serviceTier()),
                    TreeMap::new,
                    Collectors.toList()));
    return parts.entrySet().stream()
        .map(part ->
            part.getKey().prefix()
                + part.getValue().stream()
                    .map(PriceLines::price)
                    .sorted()
                    .collect(Collectors.joining(" ")))
        .collect(Collectors.joining(" ; "));
  }

  private static String price(Rate rate) {
    return rate.unit().name().toLowerCase(Locale.ROOT).replace('_', '-')
        + "="
        + rate.usd().toPlainString();
  }
}
