package tollgate.runtime.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import tollgate.api.json.Json;
import tollgate.runtime.app.AdminDesk;
import tollgate.runtime.app.InstalledTypes;
import tollgate.runtime.config.SettingsLoader;

/** What commands share that read the admin API, or have it change something. */
final class AdminCommands {
  private static final String JSON = "--json";
  private static final String SINCE = "--since";

  private final Program program;
  private final PrintWriter out;
  private final InstantSource clock;

  AdminCommands(Program program, PrintWriter out, InstantSource clock) {
    this.program = program;
    this.out = out;
    this.clock = clock;
  }

  /** An option whose value goes into the query. */
  record Filter(String name, String label, String meaning) {
    static Filter of(String name, String meaning) {
      return new Filter(name, name.toUpperCase(Locale.ROOT), meaning);
    }

    OptionSpec option() {
      return OptionSpec.builder("--" + name.replace('_', '-'))
          .type(String.class)
          .paramLabel(label)
          .description(meaning)
          .build();
    }
  }

  /** Adds the options by which a command says what it wants to see. */
  static void options(CommandSpec spec, List<Filter> filters) {
    filters.forEach(filter -> spec.addOption(filter.option()));
    common(spec);
  }

  /** Adds the option for the beginning of the time that is told of. */
  static void since(CommandSpec spec, String standard) {
    spec.addOption(
        OptionSpec.builder(SINCE)
            .type(String.class)
            .paramLabel("WHEN")
            .description(
                "From when on: so long ago (90m, 12h, 30d, 8w), the beginning of a UTC day"
                    + " (2026-11-01) or an instant (2026-11-01T12:00:00Z).%nDefault: "
                    + standard
                    + ".")
            .build());
  }

  /** Adds what names the thing a command is about. */
  static void id(CommandSpec spec, String label, String meaning) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .required(true)
            .type(String.class)
            .paramLabel(label)
            .description(meaning)
            .build());
    common(spec);
  }

  /** Adds what every such command takes. */
  static void common(CommandSpec spec) {
    spec.addOption(Command.switchOption(JSON, "Print JSON."));
    where(spec);
  }

  /** Adds what says which gateway is meant. */
  static void where(CommandSpec spec) {
    SettingOptions.addDataDir(spec);
    SettingOptions.addFileAndSet(spec);
  }

  /** What was said by options that go into the query. */
  Map<String, String> query(ParseResult given, List<Filter> filters) {
    var query = new HashMap<String, String>();
    for (Filter filter : filters) {
      String option = "--" + filter.name().replace('_', '-');
      query.put(filter.name(), given.matchedOptionValue(option, ""));
    }
    return query;
  }

  /** The instant that was said, or a default one; empty for the API's own. */
  String since(ParseResult given) {
    String text = given.matchedOptionValue(SINCE, "");
    return text.isEmpty() ? "" : GivenTime.ago(SINCE, text, now()).toString();
  }

  Instant now() {
    return clock.instant();
  }

  /** Reads a resource and prints it. */
  int read(ParseResult given, String path, Map<String, String> query, Consumer<Json> forPeople) {
    return show(given, desk(given).read(path, query), forPeople);
  }

  /** Changes something and prints what came of it. */
  int change(ParseResult given, String method, String path, Consumer<Json> forPeople) {
    return show(given, desk(given).change(method, path), forPeople);
  }

  /** The same; fails where what came of it is not well. */
  int change(
      ParseResult given,
      String method,
      String path,
      Consumer<Json> forPeople,
      Predicate<Json> well) {
    Json answer = desk(given).change(method, path);
    int shown = show(given, answer, forPeople);
    return well.test(answer) ? shown : ExitCodes.FAILED;
  }

  /** Changes something as a document says, and prints what came of it. */
  int change(
      ParseResult given, String method, String path, Json.Obj body, Consumer<Json> forPeople) {
    return show(given, desk(given).change(method, path, body), forPeople);
  }

  /** What stands on standard input, without the line's end. */
  String input() throws IOException {
    return program.input();
  }

  /** Prints what came of something, as JSON where that was asked for. */
  int show(ParseResult given, Json answer, Consumer<Json> forPeople) {
    if (given.hasMatchedOption(JSON)) {
      print(Json.encode(answer));
    } else {
      forPeople.accept(answer);
    }
    return ExitCodes.DONE;
  }

  /** Prints a table, or a sentence where there is nothing for it. */
  void table(Json list, String nothing, String... columns) {
    print(JsonTable.size(list) == 0 ? nothing : JsonTable.of(list, columns));
  }

  /** Where it is printed. */
  PrintWriter writer() {
    return out;
  }

  /** Prints a text that has its line ends. */
  void write(String text) {
    out.print(text);
    out.flush();
  }

  void print(String line) {
    out.println(line);
    out.flush();
  }

  /** The thing a command is about, as a segment of a path. */
  static String segment(ParseResult given) {
    return segment(given.matchedPositionalValue(0, ""));
  }

  /** A part of a path as an answer names it, or as a person would. */
  static String part(String text) {
    return text.matches("[\\w%+/.~:@-]*")
        ? text
        : Arrays.stream(text.split("/", -1))
            .map(AdminCommands::segment)
            .collect(Collectors.joining("/"));
  }

  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The desk of the gateway that is meant. */
  AdminDesk desk(ParseResult given) {
    return program.admin(SettingsLoader.load(SettingOptions.sources(given), InstalledTypes::in));
  }
}
