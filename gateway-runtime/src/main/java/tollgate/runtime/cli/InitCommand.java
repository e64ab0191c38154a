package tollgate.runtime.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import tollgate.runtime.app.ScratchFolder;
import tollgate.runtime.config.ProviderTypes;
import tollgate.runtime.config.SettingSources;
import tollgate.runtime.connect.Recipe;
import tollgate.runtime.problem.SettingProblem;
import tollgate.runtime.problem.SetupProblem;
import tollgate.runtime.setup.Answering;
import tollgate.runtime.setup.Answers;
import tollgate.runtime.setup.Conversation;
import tollgate.runtime.setup.GivenAnswers;
import tollgate.runtime.setup.Interview;
import tollgate.runtime.setup.Offers;
import tollgate.runtime.setup.Question;
import tollgate.runtime.setup.Setup;

/** What {@code tollgate init} takes, does and prints. */
final class InitCommand {
  private static final String SILENT = "--non-interactive";
  private static final String MERGE = "--merge";
  private static final String FORCE = "--force";
  private static final String KEY_ENV = "--provider-key-env";
  private static final String KEY_FILE = "--provider-key-file";
  private static final String KEY_STDIN = "--provider-key-stdin";
  private static final String PORT = "--port";

  private final Site site;
  private final FollowUp followUp;
  private final PrintWriter out;

  /**
   * Where the command is given.
   *
   * @param installation the unpacked distribution
   * @param person somebody to ask; empty where there is no terminal
   * @param typed what is piped to the command
   * @param machine the machine, for the service
   * @param types tells which types of providers the plugins bring
   */
  record Site(
      Path installation,
      Optional<Conversation.Person> person,
      ConnectCommand.Typed typed,
      ServiceCommands.Machine machine,
      ProviderTypes types) {

    Path recipes() {
      return installation.resolve("conf/connect");
    }
  }

  InitCommand(Site site, FollowUp followUp, PrintWriter out) {
    this.site = site;
    this.followUp = followUp;
    this.out = out;
  }

  CommandSpec init() {
    return Command.of(
        "init",
        new HelpPage(
            "Asks five questions and writes settings, secrets and a first policy.",
            "tollgate init [OPTION]...",
            List.of(
                new HelpPage.Example("tollgate init", "Be asked."),
                new HelpPage.Example(
                    "tollgate init --non-interactive --daily-usd 20", "As usual, but for the cap."),
                new HelpPage.Example(
                    "tollgate init --non-interactive --provider-key-env MY_KEY",
                    "With a key that stands in the environment."))),
        this::perform,
        InitCommand::options);
  }

  private static void options(CommandSpec spec) {
    spec.addOption(Command.switchOption(SILENT, "Ask nothing: what no option says is as usual."));
    spec.addOption(Command.switchOption(MERGE, "Keep what is there and add what is missing."));
    spec.addOption(Command.switchOption(FORCE, "Begin anew; a copy of what is there is kept."));
    spec.addOption(
        text(
            Interview.TOOLS,
            "LIST",
            "Tools to connect.%nDefault: none; a person is offered those found."));
    spec.addOption(text(Interview.PROVIDER, "KIND", "The kind of provider."));
    spec.addOption(text(Interview.ADDRESS, "URL", "Where the provider is."));
    spec.addOption(text(KEY_ENV, "NAME", "The variable that holds its key."));
    spec.addOption(text(KEY_FILE, "FILE", "The file that holds its key."));
    spec.addOption(Command.switchOption(KEY_STDIN, "Read its key from standard input."));
    spec.addOption(
        text(Interview.KEYS, "YES|NO", "Whether every call must show a key of the gateway's."));
    spec.addOption(
        text(Interview.CAP, "USD", "What all tools may spend together in a day; or none."));
    spec.addOption(text(Interview.SERVICE, "YES|NO", "Whether to make it a service and start it."));
    spec.addOption(text(PORT, "PORT", "The port to listen at.%nDefault: 3100."));
    SettingOptions.addDataDir(spec);
    SettingOptions.addFileAndSet(spec);
  }

  private static OptionSpec text(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  private int perform(ParseResult given) throws IOException, InterruptedException {
    Offers offers = Offers.read(site.installation().resolve("conf/init.json"));
    var shipped = new Setup.Shipped(offers, site.installation().resolve("policies"), site.types());
    var setup = new Setup(sources(given), existing(given), shipped);
    Set<String> kept = setup.kept();
    Answering answering = answering(given);
    List<Recipe> recipes =
        Recipe.all(site.recipes(), Map.of("url", followUp.exampleUrl(), "key", "any"));
    Answers answers = new Interview(answering, offers, around(recipes, kept, given)).hold();
    print("");
    print("This is what will be written to " + setup.file() + " and beside it:");
    answers.summary().forEach(line -> print("  " + line));
    if (!given.hasMatchedOption(SILENT) && !agreed(answering)) {
      print("Nothing was written.");
      return ExitCodes.FAILED;
    }
    Setup.Outcome outcome = write(setup, answers);
    print("");
    outcome.files().forEach(this::print);
    if (outcome.cases() > 0) {
      print("The policy " + outcome.policy() + " passes its " + outcome.cases() + " cases.");
    }
    return followUp.perform(answers, outcome.settings(), setup.file());
  }

  private static boolean agreed(Answering answering) {
    return answering.ask(new Question<>("", "Write this?", "yes", false, Interview::yesNo));
  }

  /** A signal leaves nothing of what was written aside. */
  private static Setup.Outcome write(Setup setup, Answers answers) throws IOException {
    var hooks = new ArrayList<Thread>();
    try (var scratch = ScratchFolder.make("tollgate-init-")) {
      closeAtTheEnd(scratch, hooks);
      return setup.write(answers, scratch.path(), part -> closeAtTheEnd(part, hooks));
    } finally {
      hooks.forEach(InitCommand::forget);
    }
  }

  private static void closeAtTheEnd(AutoCloseable part, List<Thread> hooks) {
    Thread hook = Thread.ofPlatform().name("leave-nothing").unstarted(() -> close(part));
    hooks.add(hook);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // The process ends: the hook is at work, and closing twice does no harm.
    }
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception stuck) {
      throw new IllegalStateException(stuck); // told by the thread's own handler
    }
  }

  private static SettingSources sources(ParseResult given) {
    var flags = new LinkedHashMap<>(SettingOptions.flags(given));
    String port = given.matchedOptionValue(PORT, "");
    if (!port.isEmpty()) {
      flags.put("listener.port", port);
    }
    return SettingSources.here(given.matchedOptionValue("--config", ""), flags);
  }

  private static Setup.Existing existing(ParseResult given) {
    boolean merges = given.hasMatchedOption(MERGE);
    boolean forces = given.hasMatchedOption(FORCE);
    if (merges && forces) {
      throw SettingProblem.CLI_USAGE.exception(
          "what is there cannot be kept and replaced.", "Give one of --merge and --force.");
    }
    if (merges) {
      return Setup.Existing.MERGE;
    }
    return forces ? Setup.Existing.FORCE : Setup.Existing.REFUSE;
  }

  private Answering answering(ParseResult given) throws IOException {
    var options = new LinkedHashMap<String, String>();
    for (String option :
        List.of(
            Interview.TOOLS,
            Interview.PROVIDER,
            Interview.ADDRESS,
            Interview.KEYS,
            Interview.CAP,
            Interview.SERVICE)) {
      String text = given.matchedOptionValue(option, "");
      if (!text.isEmpty()) {
        options.put(option, text);
      }
    }
    key(given).ifPresent(key -> options.put(Interview.KEY, key));
    var answers = new GivenAnswers(options);
    if (given.hasMatchedOption(SILENT)) {
      return answers;
    }
    return new Conversation(
        site.person().orElseThrow(() -> SetupProblem.INIT_NO_TERMINAL.exception()), answers);
  }

  /** Never in an argument: every process of the machine can read those. */
  private Optional<String> key(ParseResult given) throws IOException {
    String variable = given.matchedOptionValue(KEY_ENV, "");
    if (!variable.isEmpty()) {
      String value = site.machine().environment().getOrDefault(variable, "");
      if (value.isEmpty()) {
        throw SetupProblem.INIT_ANSWER.exception(
            KEY_ENV, "the variable " + variable + " is not set", "Set it and export it.");
      }
      return Optional.of(value);
    }
    String file = given.matchedOptionValue(KEY_FILE, "");
    if (!file.isEmpty()) {
      try {
        return Optional.of(Files.readString(Path.of(file)).strip());
      } catch (IOException | InvalidPathException unreadable) {
        throw SetupProblem.INIT_ANSWER.exception(
            KEY_FILE, "it cannot be read (" + unreadable + ")", "Check its name and permissions.");
      }
    }
    return given.hasMatchedOption(KEY_STDIN) ? Optional.of(site.typed().input()) : Optional.empty();
  }

  /** Nobody's tools are touched without their word. */
  private Interview.Around around(List<Recipe> recipes, Set<String> kept, ParseResult given) {
    List<String> found =
        recipes.stream()
            .filter(recipe -> !given.hasMatchedOption(SILENT))
            .filter(recipe -> followUp.isOnPath(recipe.then().split(" ", 2)[0]))
            .map(Recipe::name)
            .toList();
    return new Interview.Around(
        recipes.stream().map(Recipe::name).toList(),
        found,
        Setup.hasProvider(kept),
        Setup.saysKeys(kept),
        followUp.canServe());
  }

  private void print(String line) {
    out.println(line);
    out.flush();
  }
}
