package tollgate.runtime.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tollgate.runtime.config.OwnSettings;
import tollgate.runtime.config.SettingSources;
import tollgate.runtime.problem.SettingProblem;
import tollgate.runtime.service.Commands;
import tollgate.runtime.service.ServiceManager;
import tollgate.runtime.service.ServiceWork;
import tollgate.runtime.service.Site;
import tollgate.runtime.service.Step;

/** What {@code tollgate service} takes, does and prints. */
final class ServiceCommands {
  private static final String USER = "--user";
  private static final String SYSTEM = "--system";
  private static final String DRY_RUN = "--dry-run";
  private static final String FOLLOW = "--follow";

  private final PrintWriter out;
  private final Commands commands;
  private final Machine machine;

  /**
   * The machine the command is given on.
   *
   * @param system {@code os.name} as Java tells it
   */
  record Machine(
      String system, Path home, Path installation, Path java, Map<String, String> environment) {

    static Machine here() {
      return new Machine(
          System.getProperty("os.name", ""),
          Path.of(System.getenv().getOrDefault("HOME", System.getProperty("user.home", "/"))),
          Path.of(System.getProperty("tollgate.home", ".")).toAbsolutePath().normalize(),
          Path.of(System.getProperty("java.home", "")),
          System.getenv());
    }

    /** Where this user's programs keep settings. */
    Path settings() {
      String named = environment.getOrDefault("XDG_CONFIG_HOME", "");
      return named.startsWith("/") ? Path.of(named) : home.resolve(".config");
    }

    /** The user's number: whose home it is. */
    long user() {
      try {
        return Files.getAttribute(home, "unix:uid") instanceof Integer number ? number : 0;
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      } catch (UnsupportedOperationException | IllegalArgumentException noNumbers) {
        return 0;
      }
    }
  }

  ServiceCommands(PrintWriter out, Commands commands, Machine machine) {
    this.out = out;
    this.commands = commands;
    this.machine = machine;
  }

  /** The family with its members. */
  CommandSpec family() {
    CommandSpec family =
        Command.ofFamily(
            "service",
            new HelpPage(
                "Has the machine start the gateway: systemd on Linux, launchd on macOS.",
                "tollgate service COMMAND [OPTION]...",
                List.of(
                    new HelpPage.Example(
                        "tollgate service install --dry-run", "See what would be done."),
                    new HelpPage.Example("tollgate service install", "For the user you are."),
                    new HelpPage.Example("tollgate service start", "Now, and after each start."))));
    add(family, "install", "Makes the gateway a service.", ServiceManager::install);
    add(family, "start", "Starts the service.", ServiceManager::start);
    add(family, "stop", "Ends the service until the next start.", ServiceManager::stop);
    add(family, "restart", "Ends and starts the service.", ServiceManager::restart);
    family.addSubcommand("status", shown("status", "Tells how the service is.", false));
    family.addSubcommand("logs", shown("logs", "Shows the service's log.", true));
    add(
        family,
        "uninstall",
        "Ends the service and makes it unknown; settings and data stay.",
        ServiceManager::uninstall);
    return family;
  }

  private void add(
      CommandSpec family,
      String name,
      String sentence,
      Function<ServiceManager, List<Step>> steps) {
    family.addSubcommand(
        name,
        Command.of(
            name,
            page(name, sentence, DRY_RUN, "See every file and command, do nothing."),
            given -> perform(given, name, steps),
            spec -> {
              options(spec);
              spec.addOption(
                  Command.switchOption(DRY_RUN, "Show every file and command, do nothing."));
            }));
  }

  private CommandSpec shown(String name, String sentence, boolean follows) {
    return Command.of(
        name,
        follows
            ? page(name, sentence, FOLLOW, "Go on with what comes.")
            : page(name, sentence, SYSTEM, "The machine's instead of your own."),
        given -> show(given, name),
        spec -> {
          options(spec);
          if (follows) {
            spec.addOption(Command.switchOption(FOLLOW, "Go on with what comes, until Ctrl-C."));
          }
        });
  }

  private static HelpPage page(String name, String sentence, String option, String purpose) {
    String line = "tollgate service " + name;
    return new HelpPage(
        sentence,
        line + " [OPTION]...",
        List.of(
            new HelpPage.Example(line, "Of the user you are."),
            new HelpPage.Example(line + " " + option, purpose)));
  }

  private static void options(CommandSpec spec) {
    spec.addOption(
        Command.switchOption(
            USER, "A service of your own, which needs no root.%nDefault: this one."));
    spec.addOption(
        Command.switchOption(
            SYSTEM, "A service of the machine with a user of its own; needs root."));
    SettingOptions.addDataDir(spec);
    SettingOptions.addFileAndSet(spec);
  }

  private int perform(ParseResult given, String name, Function<ServiceManager, List<Step>> steps)
      throws InterruptedException {
    ServiceManager manager = manager(given);
    var work = new ServiceWork(commands, this::print);
    if (given.hasMatchedOption(DRY_RUN)) {
      work.tell(steps.apply(manager));
      return ExitCodes.DONE;
    }
    work.perform(steps.apply(manager));
    if (name.equals("install")) {
      manager.hints().forEach(this::print);
      print("Start it: tollgate service start" + (isForAll(given) ? " " + SYSTEM : ""));
    }
    return ExitCodes.DONE;
  }

  private int show(ParseResult given, String name) throws InterruptedException {
    ServiceManager manager = manager(given);
    out.flush();
    List<String> words =
        name.equals("logs") ? manager.logs(given.hasMatchedOption(FOLLOW)) : manager.status();
    return new ServiceWork(commands, this::print).show(words) == 0
        ? ExitCodes.DONE
        : ExitCodes.FAILED;
  }

  private static boolean isForAll(ParseResult given) {
    if (given.hasMatchedOption(SYSTEM) && given.hasMatchedOption(USER)) {
      throw SettingProblem.CLI_USAGE.exception(
          "a service is the user's or the machine's.", "Give one of --user and --system.");
    }
    return given.hasMatchedOption(SYSTEM);
  }

  private ServiceManager manager(ParseResult given) {
    boolean forAll = isForAll(given);
    return ServiceManager.of(
        machine.system(),
        forAll,
        new Site(
            machine.installation(),
            arguments(given, forAll),
            machine.java(),
            machine.home(),
            machine.settings(),
            machine.user()));
  }

  /** Everybody can read a unit and a command line, so settings go into their file. */
  private static List<String> arguments(ParseResult given, boolean forAll) {
    if (given.hasMatchedOption("--set")) {
      throw SettingProblem.CLI_USAGE.exception(
          "a service takes no --set.", "Write it into the settings file.");
    }
    SettingSources sources = SettingOptions.sources(given);
    var arguments = new ArrayList<String>();
    var own = OwnSettings.of(sources);
    if (forAll && !given.hasMatchedOption("--config")) {
      arguments.addAll(List.of("--config", "/etc/tollgate/tollgate.toml"));
    } else if (own.exists() || given.hasMatchedOption("--config")) {
      arguments.addAll(List.of("--config", own.file().toString()));
    }
    String data = sources.flags().getOrDefault("data-dir", "");
    if (forAll && data.isEmpty()) {
      arguments.addAll(List.of("--data-dir", "/var/lib/tollgate"));
    } else if (!data.isEmpty()) {
      arguments.addAll(
          List.of("--data-dir", sources.places().working().resolve(data).normalize().toString()));
    }
    return arguments;
  }

  private void print(String line) {
    out.println(line);
    out.flush();
  }
}
