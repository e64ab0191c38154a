package tollgate.runtime.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import tollgate.api.json.Json;

/** What {@code tollgate report} takes, does and prints. */
final class ReportCommand {
  private static final String CSV = "--csv";

  /** All by which calls can be chosen, here and in an export. */
  static final List<AdminCommands.Filter> FILTERS =
      List.of(
          AdminCommands.Filter.of("tool", "Only this tool."),
          AdminCommands.Filter.of("instance", "Only this instance of a tool."),
          AdminCommands.Filter.of("session", "Only this session."),
          AdminCommands.Filter.of("agent", "Only this agent of a session."),
          AdminCommands.Filter.of("key", "Only this gateway key, by its id."),
          AdminCommands.Filter.of("provider", "Only this provider."),
          AdminCommands.Filter.of("account", "Only this upstream account."),
          AdminCommands.Filter.of("model", "Only this model."),
          AdminCommands.Filter.of("dialect", "Only this wire language."),
          AdminCommands.Filter.of("state", "Only calls that ended so: settled, failed, …"));

  private static final AdminCommands.Filter TOP =
      new AdminCommands.Filter("top", "N", "How many lines of each table.%nDefault: 12.");

  private final AdminCommands admin;
  private final ZoneId zone;
  private final IntSupplier width;

  ReportCommand(AdminCommands admin, ZoneId zone, IntSupplier width) {
    this.admin = admin;
    this.zone = zone;
    this.width = width;
  }

  CommandSpec report() {
    return Command.of(
        "report",
        new HelpPage(
            "Tells what a stretch of time cost: altogether, as it went, and by tool, model, key,"
                + " session, provider and account.",
            "tollgate report [RANGE] [OPTION]...",
            List.of(
                new HelpPage.Example("tollgate report", "Today, from midnight where you are."),
                new HelpPage.Example("tollgate report 7d --tool plow", "A week of one tool."),
                new HelpPage.Example(
                    "tollgate report 2026-11-01..2026-11-08 --csv", "For a spreadsheet."))),
        this::run,
        spec -> {
          spec.addPositional(
              PositionalParamSpec.builder()
                  .index("0")
                  .arity("0..1")
                  .type(String.class)
                  .paramLabel("RANGE")
                  .completionCandidates(List.of("today", "1h", "5h", "24h", "7d"))
                  .description(
                      "today, 1h, 5h, 24h, 7d or any other span (90m, 30d, 8w), a day"
                          + " (2026-11-01) with all after it, or from..to, both days or"
                          + " instants.%nDefault: today.")
                  .build());
          FILTERS.forEach(filter -> spec.addOption(filter.option()));
          OptionSpec top = TOP.option();
          spec.addOption(top);
          spec.addOption(Command.switchOption(CSV, "Print comma-separated values."));
          AdminCommands.common(spec);
        });
  }

  private int run(ParseResult given) {
    Map<String, String> query = new HashMap<>(admin.query(given, FILTERS));
    query.put("top", given.matchedOptionValue("--top", ""));
    query.putAll(range(given.matchedPositionalValue(0, "today")));
    return admin.read(
        given,
        "/admin/usage/report",
        query,
        report -> {
          if (given.hasMatchedOption(CSV)) {
            admin.write(csv(report));
          } else {
            new ReportText(report, zone, width.getAsInt()).lines().forEach(admin::print);
          }
        });
  }

  /** From when to when; without an end up to now. */
  private Map<String, String> range(String text) {
    Instant now = admin.now();
    int between = text.indexOf("..");
    if (between >= 0) {
      return Map.of(
          "from", moment(text.substring(0, between), now).toString(),
          "to", moment(text.substring(between + 2), now).toString());
    }
    if (text.equals("today")) {
      Instant midnight = now.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
      return Map.of("from", midnight.toString(), "to", now.toString());
    }
    return Map.of("from", moment(text, now).toString(), "to", now.toString());
  }

  private static Instant moment(String text, Instant now) {
    return GivenTime.ago("RANGE", text, now);
  }

  /** One table of all lines, each with what it is about. */
  private static String csv(Json report) {
    var text = new StringBuilder();
    Json total = JsonTable.member(report, "total");
    List<String> columns =
        total instanceof Json.Obj(var members) ? List.copyOf(members.keySet()) : List.of();
    var heads = new ArrayList<>(List.of("by", "name"));
    heads.addAll(columns);
    text.append(Csv.line(heads));
    text.append(line("total", total, columns));
    if (JsonTable.member(report, "by") instanceof Json.Obj(var groups)) {
      groups.forEach((name, group) -> {
        for (Json line : ReplayText.items(group, "lines")) {
          text.append(
              line(name.substring(0, name.length() - 1).toLowerCase(Locale.ROOT), line, columns));
        }
      });
    }
    return text.toString();
  }

  private static String line(String by, Json line, List<String> columns) {
    var cells = new ArrayList<String>();
    cells.add(by);
    cells.add(Csv.cell(JsonTable.member(line, "name")));
    columns.forEach(column -> cells.add(Csv.cell(JsonTable.member(line, column))));
    return Csv.line(cells);
  }
}
