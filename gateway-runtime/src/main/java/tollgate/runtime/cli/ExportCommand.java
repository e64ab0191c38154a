package tollgate.runtime.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import tollgate.api.json.Json;
import tollgate.runtime.app.AdminDesk;
import tollgate.runtime.ledger.CallField;
import tollgate.runtime.problem.SettingProblem;
import tollgate.runtime.store.DatabaseCopy;

/**
 * What {@code tollgate export} takes, does and prints. Only one page of calls is in memory at a
 * time, however many there are.
 */
final class ExportCommand {
  private static final String UNTIL = "--until";
  private static final String FORMAT = "--format";
  private static final String OUTPUT = "--output";
  private static final String PAGE = "1000";

  private final AdminCommands admin;
  private final ProgressBars bars;

  ExportCommand(AdminCommands admin, ProgressBars bars) {
    this.admin = admin;
    this.bars = bars;
  }

  CommandSpec export() {
    return Command.of(
        "export",
        new HelpPage(
            "Writes every ended call with all that is kept of it; the oldest first.",
            "tollgate export [OPTION]...",
            List.of(
                new HelpPage.Example("tollgate export --output calls.jsonl", "All there is."),
                new HelpPage.Example(
                    "tollgate export --format csv --since 7d --tool plow", "For a spreadsheet."))),
        this::run,
        ExportCommand::options);
  }

  private static void options(CommandSpec spec) {
    spec.addOption(
        option(FORMAT, "FORMAT", "jsonl, an object on each line, or csv.%nDefault: jsonl.")
            .completionCandidates(List.of("jsonl", "csv"))
            .build());
    spec.addOption(
        option(OUTPUT, "FILE", "The file to write, for its owner only.%nDefault: standard output.")
            .build());
    AdminCommands.since(spec, "ever");
    spec.addOption(
        option(UNTIL, "WHEN", "The moment before which it ends.%nDefault: now.").build());
    ReportCommand.FILTERS.forEach(filter -> spec.addOption(filter.option()));
    AdminCommands.where(spec);
  }

  private static OptionSpec.Builder option(String name, String label, String meaning) {
    return OptionSpec.builder(name).type(String.class).paramLabel(label).description(meaning);
  }

  private int run(ParseResult given) {
    boolean csv = isCsv(given.matchedOptionValue(FORMAT, "jsonl"));
    Map<String, String> query = query(given);
    String file = given.matchedOptionValue(OUTPUT, "");
    long calls;
    try (var bar = file.isEmpty() ? bars.besideOutput("Calls") : bars.open("Calls")) {
      calls =
          file.isEmpty()
              ? written(given, query, csv, admin.writer(), bar)
              : intoFile(given, query, csv, Path.of(file), bar);
    } catch (IOException unwritable) {
      throw SettingProblem.CLI_USAGE.exception(
          (file.isEmpty() ? "standard output" : "the file " + file)
              + " cannot be written: "
              + unwritable
              + ".",
          "Give a path in a folder that is there and has room.");
    }
    if (!file.isEmpty()) {
      admin.print("Wrote %s calls to %s".formatted(Figures.grouped(calls), file));
    }
    return ExitCodes.DONE;
  }

  private static boolean isCsv(String format) {
    return switch (format) {
      case "csv" -> true;
      case "jsonl" -> false;
      default ->
          throw SettingProblem.CLI_USAGE.exception(
              FORMAT + " " + format + " is no format.", "Give jsonl or csv.");
    };
  }

  /** Calls that end while they are written are not told of: it is fixed here when it ends. */
  private Map<String, String> query(ParseResult given) {
    Instant now = admin.now();
    var query = new HashMap<>(admin.query(given, ReportCommand.FILTERS));
    String until = given.matchedOptionValue(UNTIL, "");
    query.put("from", admin.since(given));
    query.put("to", (until.isEmpty() ? now : GivenTime.ago(UNTIL, until, now)).toString());
    query.put("limit", PAGE);
    return query;
  }

  /** Written aside and named at the end: a name stands for a whole export. */
  private long intoFile(
      ParseResult given, Map<String, String> query, boolean csv, Path file, ProgressBar bar)
      throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(aside);
    OwnFile.create(aside);
    try {
      long calls;
      try (BufferedWriter writer = Files.newBufferedWriter(aside, StandardCharsets.UTF_8)) {
        calls = written(given, query, csv, writer, bar);
      }
      DatabaseCopy.name(aside, file);
      return calls;
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private long written(
      ParseResult given, Map<String, String> query, boolean csv, Writer to, ProgressBar bar)
      throws IOException {
    try {
      return admin.desk(given).visit(desk -> pages(desk, query, csv, to, bar));
    } catch (UncheckedIOException unwritable) {
      throw unwritable.getCause();
    }
  }

  private static long pages(
      AdminDesk desk, Map<String, String> query, boolean csv, Writer to, ProgressBar bar) {
    var asked = new HashMap<>(query);
    long calls = 0;
    try {
      if (csv) {
        to.write(Csv.line(CallField.ALL.stream().map(CallField::name).toList()));
      }
      Json next;
      do {
        Json page = desk.read("/admin/export", asked);
        for (Json call : ReplayText.items(page, "calls")) {
          to.write(csv ? csv(call) : Json.encode(call) + "\n");
          calls++;
        }
        demandWritten(to);
        bar.at(calls, 0);
        next = JsonTable.member(page, "next");
        asked.put("after", next instanceof Json.Text(var place) ? place : "");
      } while (!next.equals(Json.NULL));
      to.flush();
      demandWritten(to);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    return calls;
  }

  /** A printer throws nothing: without this an export cut short by a full disk would look whole. */
  private static void demandWritten(Writer to) throws IOException {
    if (to instanceof PrintWriter printer && printer.checkError()) {
      throw new IOException("not everything was taken");
    }
  }

  private static String csv(Json call) {
    return Csv.line(
        CallField.ALL.stream()
            .map(field -> Csv.cell(JsonTable.member(call, field.name())))
            .toList());
  }
}
