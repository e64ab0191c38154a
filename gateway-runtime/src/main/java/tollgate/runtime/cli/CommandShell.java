package tollgate.runtime.cli;

import java.io.PrintWriter;
import java.lang.module.ModuleDescriptor;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import tollgate.runtime.app.CheckOffice;
import tollgate.runtime.app.InstalledTypes;
import tollgate.runtime.app.StoreOffice;
import tollgate.runtime.config.LoadedSettings;
import tollgate.runtime.config.Settings;
import tollgate.runtime.config.SettingsLoader;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.service.MachineCommands;

/** Understands a command line, has it done and answers with an exit code. */
public final class CommandShell {

  private static final String ONCE = "--once";
  private static final String JSON = "--json";
  private static final String CHECK = "--check";

  /** The one command that looks at all the others. */
  private static final String COMPLETION = "completion";

  /** The commands, in the order of the help. */
  private static final List<String> NAMES =
      List.of(
          "run",
          "demo",
          "paths",
          "doctor",
          "init",
          "service",
          "keys",
          "users",
          "tokens",
          "budgets",
          "usage",
          "report",
          "top",
          COMPLETION,
          "export",
          "import",
          "db",
          "calls",
          "sessions",
          "audit",
          "providers",
          "alerts",
          "breakers",
          "generations",
          "reload",
          "prices",
          "quota",
          "costs",
          "ledger",
          "plugins",
          "policy",
          "connect",
          "settings",
          "archive",
          "version");

  private final Program program;
  private final PrintWriter out;
  private final PrintWriter err;
  private final PasswordSource passwords;
  private final AdminCommands admin;
  private final ProgressBars bars;

  /** A shell that sets the given program in motion. */
  public CommandShell(Program program, PrintWriter out, PrintWriter err) {
    this(program, new TerminalPasswords(), out, ProgressBars.of(err));
  }

  /** The same with passwords from elsewhere, and bars that are drawn elsewhere. */
  CommandShell(Program program, PasswordSource passwords, PrintWriter out, ProgressBars bars) {
    this.program = program;
    this.out = out;
    this.err = bars.err();
    this.bars = bars;
    this.passwords = passwords;
    this.admin = new AdminCommands(program, out, InstantSource.system());
  }

  /**
   * Does what the command line says; gives the exit code. Where it names a command, only that one
   * is made: a start need not wait for the others.
   */
  public int execute(String... arguments) {
    boolean alone =
        arguments.length > 0 && NAMES.contains(arguments[0]) && !arguments[0].equals(COMPLETION);
    return line(alone ? List.of(arguments[0]) : NAMES).execute(arguments);
  }

  private CommandLine line(List<String> wanted) {
    var line = new CommandLine(root(wanted));
    line.setOut(out);
    line.setErr(err);
    line.setParameterExceptionHandler(Failures::wrongUse);
    line.setExecutionExceptionHandler(Failures::failed);
    return line;
  }

  /** The help page of a command; of the whole program for no words. */
  String help(String... words) {
    CommandLine at = line(NAMES);
    for (String word : words) {
      at = at.getSubcommands().getOrDefault(word, at);
    }
    return at.getUsageMessage(CommandLine.Help.Ansi.OFF);
  }

  /** All commands by their words: of each family first the family, then its members. */
  List<String> names() {
    var names = new ArrayList<String>();
    line(NAMES)
        .getSubcommands()
        .forEach((name, command) -> {
          names.add(name);
          command.getSubcommands().keySet().forEach(verb -> names.add(name + " " + verb));
        });
    return names;
  }

  private CommandSpec root(List<String> wanted) {
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
    wanted.forEach(name -> spec.addSubcommand(name, command(name)));
    return spec;
  }

  private CommandSpec command(String name) {
    return switch (name) {
      case "run" -> run();
      case "demo" -> demo();
      case "paths" -> new PathsCommand(out).paths();
      case "doctor" -> doctor();
      case "init" -> init();
      case "service" -> service();
      case "keys" -> keys();
      case "users" -> new UserCommands(admin, passwords).family();
      case "tokens" -> new TokenCommands(admin).family();
      case "budgets" -> new BudgetCommands(admin).budgets();
      case "usage" -> new UsageCommands(admin).usage();
      case "report" -> report();
      case "top" -> new TopCommand(admin, ZoneId.systemDefault()).top();
      case COMPLETION -> CompletionCommand.completion(out);
      case "export" -> new ExportCommand(admin, bars).export();
      case "import" -> new ImportCommand(admin, CommandShell::store, bars).take();
      case "db" -> new DbCommands(admin, CommandShell::store, bars).family();
      case "calls" -> new UsageCommands(admin).calls();
      case "sessions" -> new UsageCommands(admin).sessions();
      case "audit" -> new UsageCommands(admin).audit();
      case "providers" -> new ProviderCommands(admin).providers();
      case "alerts" -> new AlertCommands(admin).alerts();
      case "breakers" -> new ProviderCommands(admin).breakers();
      case "generations" -> new GenerationCommands(admin).generations();
      case "reload" -> new GenerationCommands(admin).reload();
      case "prices" -> new PriceCommands(admin).family();
      case "quota" -> new QuotaCommands(admin).quota();
      case "costs" -> new CostCommands(program, out, InstantSource.system(), bars).costs();
      case "ledger" -> new CostCommands(program, out, InstantSource.system(), bars).ledger();
      case "plugins" -> new PluginCommands(admin).family();
      case "policy" -> new PolicyCommands(admin, out, bars).family();
      case "connect" -> new ConnectCommand(program::input, out).connect();
      case "settings" -> settings();
      case "archive" -> archive();
      case "version" -> versionCommand();
      default -> throw new IllegalStateException("there is no command " + name);
    };
  }

  private CommandSpec keys() {
    var keys = new KeyCommands(program, out, InstantSource.system()).family();
    var changes = new KeyChangeCommands(admin);
    keys.addSubcommand("set", changes.set());
    keys.addSubcommand("import", changes.take());
    return keys;
  }

  private CommandSpec report() {
    return new ReportCommand(admin, ZoneId.systemDefault(), Terminal::width).report();
  }

  private static StoreOffice store(Settings settings) {
    return new StoreOffice(settings, InstantSource.system());
  }

  private CommandSpec doctor() {
    return new DoctorCommand(
            out, sources -> new CheckOffice(sources, InstantSource.system()).examine())
        .doctor();
  }

  private CommandSpec init() {
    var machine = ServiceCommands.Machine.here();
    var site =
        new InitCommand.Site(
            machine.installation(),
            ConsolePerson.here(),
            program::input,
            machine,
            InstalledTypes::in);
    return new InitCommand(site, new FollowUp(program, new MachineCommands(), machine, out), out)
        .init();
  }

  private CommandSpec service() {
    return new ServiceCommands(out, new MachineCommands(), ServiceCommands.Machine.here()).family();
  }

  private int nothingAsked(ParseResult given) {
    if (given.hasMatchedOption("--version")) {
      out.println(versionText());
      return ExitCodes.DONE;
    }
    err.print(help());
    err.flush();
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
    return program.run(loaded, out);
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
        given -> program.demo(SettingOptions.flags(given), given.hasMatchedOption(ONCE), out),
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
                    out,
                    err)
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
        given -> program.archive(out),
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
          out.println(versionText());
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
