package tollgate.runtime.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tollgate.api.json.Json;

/** A stretch of time for people: sums, a course and tables, each line with a bar. */
final class ReportText {
  private static final List<String> GROUPS =
      List.of("tools", "models", "keys", "sessions", "providers", "accounts");

  /** CALLS FAILED TOKENS CACHE COST with the gaps between them. */
  private static final int FIGURES = 41;

  private static final int LONGEST_NAME = 40;
  private static final int SHORTEST_NAME = 10;
  private static final int LONGEST_BAR = 24;
  private static final int SHORTEST_BAR = 5;

  private final Json report;
  private final ZoneId zone;
  private final int width;

  /**
   * For a report.
   *
   * @param zone in which times are told
   * @param width how many characters a line may have
   */
  ReportText(Json report, ZoneId zone, int width) {
    this.report = report;
    this.zone = zone;
    this.width = width;
  }

  /** Its lines. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(
        "%s to %s (%s)"
            .formatted(at("from", "d MMM HH:mm"), at("to", "d MMM HH:mm"), zone.getId()));
    Json total = JsonTable.member(report, "total");
    if (Figures.whole(total, "requests") == 0) {
      lines.add("No call ended in this time.");
      return lines;
    }
    lines.addAll(sums(total));
    lines.addAll(course());
    Json by = JsonTable.member(report, "by");
    GROUPS.forEach(name -> lines.addAll(group(name, JsonTable.member(by, name))));
    return lines.stream().map(this::cut).toList();
  }

  private static List<String> sums(Json total) {
    long failed = Figures.whole(total, "failed");
    long calls = Figures.whole(total, "requests");
    return List.of(
        "",
        "Cost    %s%s".formatted(Figures.usd(Figures.number(total, "cost_usd")), unpriced(total)),
        "Calls   %s: %s failed (%s), %s aborted, %s refused"
            .formatted(
                Figures.grouped(calls),
                Figures.grouped(failed),
                Figures.percent(failed, calls),
                Figures.grouped(Figures.whole(total, "aborted")),
                Figures.grouped(Figures.whole(total, "refused"))),
        "Tokens  %s: %s in, of these %s from a cache; %s out"
            .formatted(
                Figures.count(Figures.whole(total, "total_tokens")),
                Figures.count(input(total)),
                cacheShare(total),
                Figures.count(Figures.whole(total, "output_tokens"))));
  }

  private static String unpriced(Json line) {
    long calls = Figures.whole(line, "unpriced_requests");
    return calls == 0 ? "" : ", and %s calls without a price".formatted(Figures.grouped(calls));
  }

  private static long input(Json line) {
    return Figures.whole(line, "input_tokens")
        + Figures.whole(line, "cache_read_tokens")
        + Figures.whole(line, "cache_creation_tokens");
  }

  private static String cacheShare(Json line) {
    return Figures.percent(Figures.whole(line, "cache_read_tokens"), input(line));
  }

  private List<String> course() {
    List<Json> points = ReplayText.items(report, "course");
    BigDecimal most = most(points);
    boolean days = Figures.whole(report, "step_seconds") >= 86_400;
    var lines = new ArrayList<>(List.of("", "COURSE"));
    for (Json point : points) {
      lines.add(
          "%-12s %-24s %10s %7s calls"
              .formatted(
                  time(
                      JsonTable.text(JsonTable.member(point, "timestamp")),
                      days ? "EEE d MMM" : "d MMM HH:mm"),
                  bar(weight(point), most, LONGEST_BAR),
                  Figures.usd(Figures.number(point, "cost_usd")),
                  Figures.count(Figures.whole(point, "requests"))));
    }
    return lines;
  }

  private List<String> group(String name, Json group) {
    List<Json> all = ReplayText.items(group, "lines");
    if (all.isEmpty()) {
      return List.of();
    }
    int longest = all.stream().mapToInt(line -> name(line).length()).max().orElse(0);
    int names =
        Math.clamp(
            Math.max(longest, name.length()),
            SHORTEST_NAME,
            Math.clamp((long) width - FIGURES - 1 - SHORTEST_BAR, SHORTEST_NAME, LONGEST_NAME));
    int bars = Math.min(LONGEST_BAR, width - FIGURES - names - 1);
    BigDecimal most = most(all);
    var lines = new ArrayList<String>();
    lines.add("");
    lines.add(
        row(
            names,
            bars,
            name.toUpperCase(Locale.ROOT),
            "",
            "CALLS",
            "FAILED",
            "TOKENS",
            "CACHE",
            "COST"));
    for (Json line : all) {
      lines.add(
          row(
              names,
              bars,
              name(line),
              bar(weight(line), most, bars),
              Figures.count(Figures.whole(line, "requests")),
              Figures.count(Figures.whole(line, "failed")),
              Figures.count(Figures.whole(line, "total_tokens")),
              cacheShare(line),
              Figures.usd(Figures.number(line, "cost_usd"))));
    }
    long leftOut = Figures.whole(group, "left_out");
    if (leftOut > 0) {
      lines.add("and %s more".formatted(Figures.grouped(leftOut)));
    }
    return lines;
  }

  private static String row(int names, int bars, String name, String bar, String... figures) {
    String shown = name.length() <= names ? name : name.substring(0, names - 1) + "…";
    var line = new StringBuilder(shown).append(" ".repeat(names - shown.length()));
    if (bars >= SHORTEST_BAR) {
      line.append(' ').append(bar).append(" ".repeat(bars - bar.length()));
    }
    line.append("%7s %7s %7s %6s %10s".formatted((Object[]) figures));
    return line.toString().stripTrailing();
  }

  private static String name(Json line) {
    return JsonTable.text(JsonTable.member(line, "name"));
  }

  /** By cost; where nothing has a price, by tokens. */
  private BigDecimal weight(Json line) {
    Json total = JsonTable.member(report, "total");
    if (Figures.number(total, "cost_usd").signum() > 0) {
      return Figures.number(line, "cost_usd");
    }
    return Figures.number(line, "total_tokens").add(Figures.number(line, "tokens"));
  }

  private BigDecimal most(List<Json> lines) {
    return lines.stream().map(this::weight).reduce(BigDecimal.ZERO, BigDecimal::max);
  }

  /** What is there at all shows. */
  private static String bar(BigDecimal part, BigDecimal most, int cells) {
    if (most.signum() <= 0 || cells < SHORTEST_BAR) {
      return "";
    }
    return "#"
        .repeat(
            part.multiply(BigDecimal.valueOf(cells)).divide(most, 0, RoundingMode.UP).intValue());
  }

  private String at(String name, String pattern) {
    return time(JsonTable.text(JsonTable.member(report, name)), pattern);
  }

  private String time(String instant, String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
        .withZone(zone)
        .format(Instant.parse(instant));
  }

  private String cut(String line) {
    return line.length() <= width ? line : line.substring(0, width - 1) + "…";
  }
}
