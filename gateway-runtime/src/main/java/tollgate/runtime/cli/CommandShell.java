package tollgate.runtime.cli;

import java.io.PrintWriter;
import java.lang.module.ModuleDescriptor;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import tollgate.runtime.app.InstalledTypes;
import tollgate.runtime.config.LoadedSettings;
import tollgate.runtime.config.SettingsLoader;
import tollgate.runtime.problem.ProblemException;

/** Understands a command line, has it done and answers with an exit code. */
public final class CommandShell {

  private static final String ONCE = "--once";
  private static final String JSON = "--json";
  private static final String CHECK = "--check";

  private final Program program;
  private final PrintWriter out;
  private final PasswordSource passwords;
  private final CommandLine line;

  /** A shell that sets the given program in motion. */
  public CommandShell(Program program, PrintWriter out, PrintWriter err) {
    this(program, new TerminalPasswords(), out, err);
  }

  /** The same with passwords from elsewhere. */
  CommandShell(Program program, PasswordSource passwords, PrintWriter out, PrintWriter err) {
    this.program = program;
    this.out = out;
    this.passwords = passwords;
    this.line = new CommandLine(root());
    line.setOut(out);
    line.setErr(err);
    line.setParameterExceptionHandler(Failures::wrongUse);
    line.setExecutionExceptionHandler(Failures::failed);
  }

  /** Does what the command line says; gives the exit code. */
  public int execute(String... arguments) {
    return line.execute(arguments);
  }

  /** The help page of a command; of the whole program for no words. */
  String help(String... words) {
    CommandLine at = line;
    for (String word : words) {
      at = at.getSubcommands().getOrDefault(word, at);
    }
    return at.getUsageMessage(CommandLine.Help.Ansi.OFF);
  }

  /** All commands by their words: of each family first the family, then its members. */
  List<String> names() {
    var names = new ArrayList<String>();
    line.getSubcommands()
        .forEach((name, command) -> {
          names.add(name);
          command.getSubcommands().keySet().forEach(verb -> names.add(name + " " + verb));
        });
    return names;
  }

  private CommandSpec root() {
    CommandSpec spec =
        Command.of(
            "tollgate",
            new HelpPage(
                "A gateway between AI coding tools and model providers.",
                "tollgate COMMAND [OPTION]...",
                List.of(
                    new HelpPage.Example("tollgate demo", "See it work, without any provider."),
                    new HelpPage.Example("tollgate run", "Start the gateway."))),
            this::nothingAsked,
            root -> root.addOption(version()));
    spec.addSubcommand("run", run());
    spec.addSubcommand("demo", demo());
    var admin = new AdminCommands(program, out, InstantSource.system());
    var keys = new KeyCommands(program, out, InstantSource.system()).family();
    var changes = new KeyChangeCommands(admin);
    keys.addSubcommand("set", changes.set());
    keys.addSubcommand("import", changes.take());
    spec.addSubcommand("keys", keys);
    spec.addSubcommand("users", new UserCommands(admin, passwords).family());
    spec.addSubcommand("tokens", new TokenCommands(admin).family());
    var usage = new UsageCommands(admin);
    spec.addSubcommand("budgets", new BudgetCommands(admin).budgets());
    spec.addSubcommand("usage", usage.usage());
    spec.addSubcommand("calls", usage.calls());
    spec.addSubcommand("sessions", usage.sessions());
    spec.addSubcommand("audit", usage.audit());
    var providers = new ProviderCommands(admin);
    spec.addSubcommand("providers", providers.providers());
    spec.addSubcommand("alerts", new AlertCommands(admin).alerts());
    spec.addSubcommand("breakers", providers.breakers());
    var generations = new GenerationCommands(admin);
    spec.addSubcommand("generations", generations.generations());
    spec.addSubcommand("reload", generations.reload());
    spec.addSubcommand("prices", new PriceCommands(admin).family());
    spec.addSubcommand("quota", new QuotaCommands(admin).quota());
    var costs = new CostCommands(program, out, InstantSource.system());
    spec.addSubcommand("costs", costs.costs());
    spec.addSubcommand("ledger", costs.ledger());
    spec.addSubcommand("plugins", new PluginCommands(admin).family());
    spec.addSubcommand("policy", new PolicyCommands(out).family());
    spec.addSubcommand("connect", new ConnectCommand(program::input, out).connect());
    spec.addSubcommand("settings", settings());
    spec.addSubcommand("archive", archive());
    spec.addSubcommand("version", versionCommand());
    return spec;
  }

  private int nothingAsked(ParseResult given) {
    if (given.hasMatchedOption("--version")) {
      line.getOut().println(versionText());
      return ExitCodes.DONE;
    }
    line.getErr().print(help());
    line.getErr().flush();
    return ExitCodes.WRONG_USE;
  }

  private CommandSpec run() {
    return Command.of(
        "run",
        new HelpPage(
            "Runs the gateway until it is told to end.",
            "tollgate run [OPTION]...",
            List.of(
                new HelpPage.Example("tollgate run", "Listen at 127.0.0.1:3100."),
                new HelpPage.Example(
                    "tollgate run --port 4000 --log-format pretty",
                    "Listen elsewhere, with a log for people."))),
        this::run,
        spec -> {
          SettingOptions.addFlags(spec);
          SettingOptions.addFileAndSet(spec);
        });
  }

  private int run(ParseResult given) throws Exception {
    var sources = SettingOptions.sources(given);
    LoadedSettings loaded;
    try {
      loaded = SettingsLoader.load(sources, InstalledTypes::in);
    } catch (ProblemException refused) {
      program.refuse(refused);
      throw refused;
    }
    return program.run(loaded, line.getOut());
  }

  private CommandSpec demo() {
    return Command.of(
        "demo",
        new HelpPage(
            "Plays calls of several tools and shows what the gateway makes of them.",
            "tollgate demo [OPTION]...",
            List.of(
                new HelpPage.Example("tollgate demo", "Play the calls and stay up to look around."),
                new HelpPage.Example("tollgate demo --once", "End after the table."))),
        given ->
            program.demo(SettingOptions.flags(given), given.hasMatchedOption(ONCE), line.getOut()),
        spec -> {
          spec.addOption(Command.switchOption(ONCE, "End after the table instead of staying up."));
          SettingOptions.addPort(spec);
        });
  }

  private CommandSpec settings() {
    return Command.of(
        "settings",
        new HelpPage(
            "Lists every setting with its value and where that comes from.",
            "tollgate settings [OPTION]...",
            List.of(
                new HelpPage.Example("tollgate settings", "See what is in force."),
                new HelpPage.Example(
                    "tollgate settings --check --config new.toml",
                    "Check a file before it is used."))),
        given ->
            new SettingsListing(
                    SettingsLoader.load(SettingOptions.sources(given), InstalledTypes::in),
                    line.getOut(),
                    line.getErr())
                .print(given.hasMatchedOption(CHECK), given.hasMatchedOption(JSON)),
        spec -> {
          spec.addOption(Command.switchOption(CHECK, "Only say whether the settings can be used."));
          spec.addOption(Command.switchOption(JSON, "Print JSON."));
          SettingOptions.addFileAndSet(spec);
          SettingOptions.addFlags(spec);
        });
  }

  private CommandSpec archive() {
    return Command.of(
        "archive",
        new HelpPage(
            "Makes the archive of classes that halves the time of every later start.",
            "tollgate archive",
            List.of(
                new HelpPage.Example(
                    "tollgate archive", "Once after unpacking, moving or updating."))),
        given -> program.archive(line.getOut()),
        spec -> {});
  }

  private CommandSpec versionCommand() {
    return Command.of(
        "version",
        new HelpPage(
            "Prints the version.",
            "tollgate version",
            List.of(
                new HelpPage.Example("tollgate version", "Which version this is."),
                new HelpPage.Example("tollgate --version", "The same."))),
        given -> {
          line.getOut().println(versionText());
          return ExitCodes.DONE;
        },
        spec -> {});
  }

  private static OptionSpec version() {
    return Command.switchOption("--version", "Print the version.");
  }

  private static String versionText() {
    ModuleDescriptor descriptor = CommandShell.class.getModule().getDescriptor();
    String version = descriptor == null ? "unpackaged" : descriptor.rawVersion().orElse("unknown");
    return "tollgate " + version;
  }
}
