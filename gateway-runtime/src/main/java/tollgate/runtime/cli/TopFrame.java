package tollgate.runtime.cli;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tollgate.api.json.Json;

/**
 * What {@code tollgate top} shows, as lines for a terminal of a size; nothing but its arguments
 * goes into it.
 *
 * @param at when that was so
 * @param running the calls under way
 * @param budgets the caps, the fullest first
 * @param today all of today
 * @param ended the calls that ended last, the newest first
 */
record TopFrame(Instant at, Json running, Json budgets, Json today, List<Json> ended) {
  private static final int HEAD = 2;

  /** Frames never change. */
  TopFrame {
    ended = List.copyOf(ended);
  }

  /** Its lines, none of them longer and no more of them than there is room for. */
  List<String> lines(Terminal.Size size, ZoneId zone) {
    List<List<String>> parts =
        List.of(
            running(size.columns()),
            caps(size.columns(), zone),
            sessions(size.columns()),
            ended(zone));
    var lines = new ArrayList<String>();
    lines.add(head(zone));
    int room = size.rows() - 1;
    for (int i = 0; i < parts.size(); i++) {
      List<String> part = parts.get(i);
      int fair = room / (parts.size() - i); // what one leaves the next may have
      int shown = Math.min(part.size() + 1, Math.max(fair, 0));
      if (shown > HEAD) {
        lines.add("");
        lines.addAll(part.subList(0, shown - 1));
        room -= shown;
      }
    }
    return lines.stream().limit(size.rows()).map(line -> cut(line, size.columns())).toList();
  }

  private String head(ZoneId zone) {
    Json total = JsonTable.member(today, "total");
    return "tollgate %s   %d running   today %s in %s calls, %s failed   q quits"
        .formatted(
            clock(at.toString(), zone, "HH:mm:ss"),
            JsonTable.size(running),
            Figures.usd(Figures.number(total, "cost_usd")),
            Figures.grouped(Figures.whole(total, "requests")),
            Figures.grouped(Figures.whole(total, "failed")));
  }

  private List<String> running(int width) {
    var lines = new ArrayList<String>();
    int name = Math.clamp((width - 40L) / 3, 6, 28);
    String format = "%-" + name + "s %-" + name + "s %-" + name + "s %-10s %6s %7s %7s";
    lines.add(
        format
            .formatted("RUNNING", "SESSION", "MODEL", "STAGE", "FOR", "IN", "OUT")
            .stripTrailing());
    for (Json call : items(running)) {
      lines.add(
          format.formatted(
              cut(text(call, "tool"), name),
              cut(text(call, "session"), name),
              cut(text(call, "model"), name),
              cut(text(call, "stage"), 10),
              seconds(Figures.whole(call, "running_ms")),
              Figures.count(
                  Figures.whole(call, "input_tokens") + Figures.whole(call, "cache_read_tokens")),
              Figures.count(Figures.whole(call, "output_tokens"))));
    }
    if (lines.size() == 1) {
      lines.add("no call is under way");
    }
    return lines;
  }

  private List<String> caps(int width, ZoneId zone) {
    var lines = new ArrayList<String>();
    int name = Math.clamp((width - 62L) / 2, 8, 30);
    String format = "%-" + name + "s %-" + name + "s %-12s %10s %10s %10s  %s";
    lines.add(format.formatted("CAPS", "OF", "USED", "SPENT", "HELD", "LIMIT", "UNTIL"));
    for (Json budget : items(budgets)) {
      String resets = text(budget, "resets_at");
      lines.add(
          format.formatted(
              cut(text(budget, "cap"), name),
              cut(BudgetText.of(budget), name),
              BudgetText.bar(budget),
              BudgetText.amount(budget, "spent"),
              BudgetText.amount(budget, "leased"),
              BudgetText.amount(budget, "limit"),
              resets.equals("-") ? "ever" : clock(resets, zone, "d MMM HH:mm")));
    }
    if (lines.size() == 1) {
      lines.add("nothing is capped");
    }
    return lines;
  }

  private List<String> sessions(int width) {
    var lines = new ArrayList<String>();
    int name = Math.clamp(width - 34L, 10, 44);
    String format = "%-" + name + "s %7s %7s %6s %10s";
    lines.add(format.formatted("SESSIONS TODAY", "CALLS", "TOKENS", "CACHE", "COST"));
    for (Json line :
        ReplayText.items(JsonTable.member(JsonTable.member(today, "by"), "sessions"), "lines")) {
      long read = Figures.whole(line, "cache_read_tokens");
      long in =
          read + Figures.whole(line, "input_tokens") + Figures.whole(line, "cache_creation_tokens");
      lines.add(
          format.formatted(
              cut(text(line, "name"), name),
              Figures.count(Figures.whole(line, "requests")),
              Figures.count(Figures.whole(line, "total_tokens")),
              Figures.percent(read, in),
              Figures.usd(Figures.number(line, "cost_usd"))));
    }
    if (lines.size() == 1) {
      lines.add("no session yet");
    }
    return lines;
  }

  private List<String> ended(ZoneId zone) {
    var lines = new ArrayList<String>();
    lines.add("JUST ENDED");
    for (Json call : ended) {
      BigDecimal cost = Figures.number(call, "cost_usd");
      lines.add(
          "%s %-9s %3s %10s  %s %s %s"
              .formatted(
                  clock(text(call, "at"), zone, "HH:mm:ss"),
                  text(call, "state"),
                  text(call, "status"),
                  text(call, "cost_status").equals("unpriced") ? "no price" : Figures.usd(cost),
                  text(call, "tool"),
                  text(call, "model"),
                  text(call, "session")));
    }
    if (lines.size() == 1) {
      lines.add("none since this began");
    }
    return lines;
  }

  private static String seconds(long millis) {
    long seconds = millis / 1_000;
    return seconds < 600 ? seconds + "s" : seconds / 60 + "m";
  }

  private static String clock(String instant, ZoneId zone, String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
        .withZone(zone)
        .format(Instant.parse(instant));
  }

  private static List<Json> items(Json list) {
    return list instanceof Json.Arr(var items) ? items : List.of();
  }

  private static String text(Json of, String name) {
    return JsonTable.text(JsonTable.member(of, name));
  }

  private static String cut(String line, int width) {
    return line.length() <= width ? line : line.substring(0, width - 1) + "…";
  }
}
