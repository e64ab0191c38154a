package tollgate.runtime.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import tollgate.api.json.Json;
import tollgate.runtime.app.InstalledTypes;
import tollgate.runtime.app.ReplayDesk;
import tollgate.runtime.config.Settings;
import tollgate.runtime.config.SettingsLoader;
import tollgate.runtime.problem.SettingProblem;

/** What {@code tollgate policy replay} takes, does and prints. */
final class ReplayCommand {

  private static final String SINCE = "--since";
  private static final String FAIL_IF = "--fail-if";
  private static final String JSON = "--json";

  private final PrintWriter out;
  private final InstantSource clock;
  private final Function<Settings, ReplayDesk> desks;
  private final ProgressBars bars;

  ReplayCommand(
      PrintWriter out,
      InstantSource clock,
      Function<Settings, ReplayDesk> desks,
      ProgressBars bars) {
    this.out = out;
    this.clock = clock;
    this.desks = desks;
    this.bars = bars;
  }

  CommandSpec spec() {
    return Command.of(
        "replay",
        new HelpPage(
            "Tells what a policy would have done to the calls of the past.",
            "tollgate policy replay [OPTION]... FILE [FILE]",
            List.of(
                new HelpPage.Example(
                    "tollgate policy replay --since 7d night.js", "The last seven days."),
                new HelpPage.Example(
                    "tollgate policy replay night.js other.js", "Two policies side by side."),
                new HelpPage.Example(
                    "tollgate policy replay --fail-if 'blocked>10' night.js",
                    "Exits with 1 where it would have refused more than ten calls."))),
        this::replay,
        ReplayCommand::options);
  }

  private static void options(CommandSpec spec) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..1")
            .arity("1..2")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("FILE")
            .description("A policy's file; two are compared.")
            .build());
    spec.addOption(
        OptionSpec.builder(SINCE)
            .type(String.class)
            .paramLabel("WHEN")
            .defaultValue("7d")
            .description(
                "Since when: so long ago (90m, 12h, 30d, 8w), the beginning of a UTC day"
                    + " (2026-11-01) or an instant.%nDefault: 7d.")
            .build());
    spec.addOption(
        OptionSpec.builder(FAIL_IF)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel("CONDITION")
            .description(
                "Exit with 1 where this holds of one of them, for example blocked>10. May be"
                    + " repeated. Of: "
                    + String.join(", ", FailIf.NAMES)
                    + ".")
            .build());
    spec.addOption(Command.switchOption(JSON, "Print JSON."));
    SettingOptions.addDataDir(spec);
    SettingOptions.addFileAndSet(spec);
  }

  private int replay(ParseResult given) {
    Instant since = GivenTime.ago(SINCE, given.matchedOptionValue(SINCE, "7d"), clock.instant());
    List<String> conditions = given.matchedOptionValue(FAIL_IF, List.of());
    List<FailIf> fails = conditions.stream().map(FailIf::of).toList();
    List<String> files = given.matchedPositionalValue(0, List.of());
    Settings settings =
        SettingsLoader.load(SettingOptions.sources(given), InstalledTypes::in).settings();
    PrintWriter err = given.commandSpec().commandLine().getErr();
    SequencedMap<String, String> candidates = candidates(files);
    Json.Obj told;
    try (var bar = bars.open("Calls")) {
      told =
          desks
              .apply(settings)
              .run(since, candidates, progress -> bar.at(progress.done(), progress.all()));
    }
    if (given.hasMatchedOption(JSON)) {
      print(Json.encode(told));
    } else {
      ReplayText.of(told).forEach(this::print);
    }
    return fails(fails, told, err) ? ExitCodes.FAILED : ExitCodes.DONE;
  }

  private static SequencedMap<String, String> candidates(List<String> files) {
    var candidates = new LinkedHashMap<String, String>();
    for (String file : files) {
      Path path = Path.of(file);
      String name = String.valueOf(path.getFileName()).replaceFirst("\\.js$", "");
      try {
        String before = candidates.putIfAbsent(name, Files.readString(path));
        if (before != null) {
          throw SettingProblem.CLI_USAGE.exception(
              "both policies are called " + name + ".", "Give their files different names.");
        }
      } catch (IOException unreadable) {
        throw SettingProblem.CLI_USAGE.exception(
            "the file " + file + " cannot be read.", "Give the file of a policy.");
      }
    }
    return candidates;
  }

  private static boolean fails(List<FailIf> fails, Json.Obj told, PrintWriter err) {
    var failed = new ArrayList<String>();
    for (Json candidate : ReplayText.items(told, "candidates")) {
      fails.stream()
          .filter(condition -> condition.holds(candidate))
          .forEach(condition ->
              failed.add(
                  "FAILED %s: %s"
                      .formatted(
                          JsonTable.text(JsonTable.member(candidate, "name")), condition.text())));
    }
    failed.forEach(err::println);
    err.flush();
    return !failed.isEmpty();
  }

  private void print(String line) {
    out.println(line);
    out.flush();
  }
}
