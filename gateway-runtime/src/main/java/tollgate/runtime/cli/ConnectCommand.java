package tollgate.runtime.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import tollgate.api.json.Json;
import tollgate.runtime.app.InstalledTypes;
import tollgate.runtime.app.TextTable;
import tollgate.runtime.config.Settings;
import tollgate.runtime.config.SettingsLoader;
import tollgate.runtime.connect.Connection;
import tollgate.runtime.connect.Places;
import tollgate.runtime.connect.Recipe;
import tollgate.runtime.problem.ConnectProblem;

/** What {@code tollgate connect} takes, does and prints. */
final class ConnectCommand {
  private static final String URL = "--url";
  private static final String MODEL = "--model";
  private static final String KEY = "--key-stdin";
  private static final String WRITE = "--write";
  private static final String UNDO = "--undo";
  private static final String JSON = "--json";

  /** What a gateway that needs no key takes for one: some tools do not start without any. */
  static final String ANY = "any";

  private final Typed typed;
  private final PrintWriter out;
  private final Places places;
  private final Path recipes;

  /** What is typed or piped to the command. */
  interface Typed {
    String input() throws IOException;
  }

  ConnectCommand(Typed typed, PrintWriter out) {
    this(
        typed,
        out,
        new Places(home(), System.getenv()),
        Path.of(System.getProperty("tollgate.home", "."), "conf", "connect"));
  }

  ConnectCommand(Typed typed, PrintWriter out, Places places, Path recipes) {
    this.typed = typed;
    this.out = out;
    this.places = places;
    this.recipes = recipes;
  }

  /** As the tools see it: not the one in the list of users, where the environment names another. */
  private static Path home() {
    return Path.of(System.getenv().getOrDefault("HOME", System.getProperty("user.home")));
  }

  CommandSpec connect() {
    return Command.of(
        "connect",
        new HelpPage(
            "Points a tool at the gateway: shows what to set, sets it, or takes it back.",
            "tollgate connect [TOOL] [OPTION]...",
            List.of(
                new HelpPage.Example("tollgate connect", "Which tools there are."),
                new HelpPage.Example("tollgate connect TOOL", "What to set, and where."),
                new HelpPage.Example(
                    "tollgate connect TOOL --write",
                    "Set it; a copy of each file stays beside it."),
                new HelpPage.Example("tollgate connect TOOL --undo", "As it was before."))),
        this::perform,
        ConnectCommand::options);
  }

  private static void options(CommandSpec spec) {
    spec.addPositional(PolicyCommands.positional("0", "0..1", "TOOL", "As the list names it."));
    spec.addOption(text(URL, "URL", "Where the tool reaches the gateway.%nDefault: here."));
    spec.addOption(
        text(
            MODEL,
            "MODEL",
            "The model of tools that must be told one.%nDefault: one for each tool."));
    spec.addOption(Command.switchOption(KEY, "Read the tool's gateway key from standard input."));
    spec.addOption(Command.switchOption(WRITE, "Change the tool's settings."));
    spec.addOption(Command.switchOption(UNDO, "Take back what was changed."));
    spec.addOption(Command.switchOption(JSON, "Print JSON."));
    SettingOptions.addDataDir(spec);
    SettingOptions.addFileAndSet(spec);
  }

  private int perform(ParseResult given) throws IOException {
    Settings settings =
        SettingsLoader.load(SettingOptions.sources(given), InstalledTypes::in).settings();
    Path folder = settings.dataDir().resolve("connect");
    var values = new HashMap<String, String>();
    values.put("url", given.matchedOptionValue(URL, urlOf(settings)).replaceFirst("/+$", ""));
    values.put("key", given.hasMatchedOption(KEY) ? typed.input() : ANY);
    if (given.hasMatchedOption(MODEL)) {
      values.put("model", given.matchedOptionValue(MODEL, ""));
    }
    if (given.matchedPositionals().isEmpty()) {
      list(Recipe.all(recipes, values), folder, given.hasMatchedOption(JSON));
      return ExitCodes.DONE;
    }
    Recipe recipe = Recipe.of(recipes, given.matchedPositionalValue(0, ""), values);
    var connection = new Connection(recipe, places, folder);
    if (given.hasMatchedOption(UNDO)) {
      told(connection.takeBack(), given);
    } else if (given.hasMatchedOption(WRITE)) {
      if (settings.clientsNeedKeys() && !given.hasMatchedOption(KEY)) {
        throw ConnectProblem.CONNECT_KEY_NEEDED.exception(recipe.name());
      }
      told(connection.set(), given);
      print(given, "Try it: " + recipe.then());
    } else {
      show(connection, recipe, given);
    }
    return ExitCodes.DONE;
  }

  private void list(List<Recipe> all, Path folder, boolean json) {
    var rows = new TextTable("TOOL", "NAME", "CONNECTED");
    var items =
        all.stream()
            .map(recipe -> {
              boolean stands = new Connection(recipe, places, folder).stands();
              rows.row(recipe.name(), recipe.title(), stands ? "yes" : "no");
              return (Json)
                  Json.object("tool", recipe.name(), "name", recipe.title(), "connected", stands);
            })
            .toList();
    out.print(json ? Json.encode(new Json.Arr(items)) + "\n" : rows.render());
    out.flush();
  }

  private void show(Connection connection, Recipe recipe, ParseResult given) {
    if (given.hasMatchedOption(JSON)) {
      var files =
          connection.snippets().entrySet().stream()
              .map(
                  one -> (Json) Json.object("file", one.getKey().toString(), "set", one.getValue()))
              .toList();
      out.println(Json.encode(new Json.Arr(files)));
      out.flush();
      return;
    }
    connection
        .snippets()
        .forEach((file, text) -> print(given, "In " + file + ":\n\n" + text.indent(2)));
    print(given, "Then: " + recipe.then());
    print(given, "With --write this is done for you, beside what stands there already.");
  }

  private void told(List<Connection.Change> changes, ParseResult given) {
    if (given.hasMatchedOption(JSON)) {
      var files =
          changes.stream()
              .map(change ->
                  (Json) Json.object("file", change.file().toString(), "done", doneTo(change)))
              .toList();
      out.println(Json.encode(new Json.Arr(files)));
      out.flush();
      return;
    }
    changes.forEach(change -> print(given, doneTo(change) + ": " + change.file()));
  }

  private static String doneTo(Connection.Change change) {
    if (change.isNone()) {
      return "unchanged";
    }
    return change.before().isEmpty() ? "made" : change.after().isEmpty() ? "deleted" : "changed";
  }

  private void print(ParseResult given, String line) {
    if (!given.hasMatchedOption(JSON)) {
      out.println(line);
      out.flush();
    }
  }

  /** The gateway's address as a program on this machine reaches it. */
  static String urlOf(Settings settings) {
    String host = settings.listener().host();
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]");
    String name = everywhere ? "127.0.0.1" : host;
    String bracketed = name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name;
    String scheme = settings.listener().tls().isPresent() ? "https://" : "http://";
    return URI.create(scheme + bracketed + ":" + settings.listener().port()).toString();
  }

  private static OptionSpec text(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }
}
