package tollgate.runtime.cli;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import tollgate.runtime.app.InstalledTypes;
import tollgate.runtime.app.ReplayOffice;
import tollgate.runtime.config.Settings;
import tollgate.runtime.config.SettingsLoader;
import tollgate.runtime.policy.CaseResult;
import tollgate.runtime.policy.EmptyPolicySet;
import tollgate.runtime.policy.Finding;
import tollgate.runtime.policy.Mode;
import tollgate.runtime.policy.PolicyDesk;
import tollgate.runtime.policy.PolicyHost;
import tollgate.runtime.policy.Tested;
import tollgate.runtime.problem.PolicyProblem;
import tollgate.runtime.problem.SettingProblem;

/**
 * What {@code tollgate policy} takes, does and prints. It works on the folder itself; a running
 * gateway notices what is changed there.
 */
final class PolicyCommands {

  private static final String TEMPLATE =
      """
      // What it is for, in a line.
      // Facts: tool.id. Verdicts: deny.
      /// <reference path="tollgate.d.ts" />

      export const mode = 'shadow'; // begin by watching; leave this line out to enforce

      /** @param {Call} call */
      export function decide(call) {
        if (call.tool.id === 'unknown') return deny('Unknown tools are not served.');
      }
      """;

  private static final String CASES =
      """
      [
        { "name": "a known tool passes", "call": { "tool": { "id": "plow" } }, "expect": [] },
        {
          "name": "an unknown tool does not",
          "call": { "tool": { "id": "unknown" } },
          "expect": [{ "deny": "Unknown tools are not served." }]
        }
      ]
      """;

  private final AdminCommands admin;
  private final PrintWriter out;
  private final ProgressBars bars;

  PolicyCommands(AdminCommands admin, PrintWriter out, ProgressBars bars) {
    this.admin = admin;
    this.out = out;
    this.bars = bars;
  }

  /** The family with its members. */
  CommandSpec family() {
    CommandSpec family =
        Command.ofFamily(
            "policy",
            new HelpPage(
                "Checks, tests and begins policies.",
                "tollgate policy COMMAND [OPTION]...",
                List.of(
                    new HelpPage.Example("tollgate policy new night", "Begin one, in shadow."),
                    new HelpPage.Example("tollgate policy test", "Run the cases of all."))));
    family.addSubcommand(
        "list", command("list", "Lists the policies and how they are used.", "", this::list));
    family.addSubcommand(
        "check",
        command("check", "Tells what cannot be used; exits with 1 then.", "", this::check));
    family.addSubcommand(
        "test",
        command(
            "test",
            "Runs the cases of a policy, or of all; exits with 1 if one fails.",
            "[NAME]",
            this::test));
    family.addSubcommand(
        "new",
        command("new", "Writes a policy to begin with, and its cases.", "NAME", this::begin));
    family.addSubcommand(
        "mode",
        command(
            "mode",
            "Uses a policy as said, now and after every start.",
            "NAME enforce|shadow|off",
            this::mode));
    family.addSubcommand("explain", explain());
    new VersionCommands(out).addTo(family);
    var clock = InstantSource.system();
    family.addSubcommand(
        "replay",
        new ReplayCommand(out, clock, settings -> new ReplayOffice(settings, clock), bars).spec());
    return family;
  }

  private static CommandSpec command(
      String name, String about, String parameters, Command.Action action) {
    String line = ("tollgate policy " + name + " " + parameters).strip();
    String example = line.replace("[NAME]", "night").replace("NAME", "night");
    return Command.of(
        name,
        new HelpPage(
            about,
            line + " [OPTION]...",
            List.of(
                new HelpPage.Example(
                    example.replace("enforce|shadow|off", "enforce"),
                    "With the data folder of the settings."),
                new HelpPage.Example(
                    example.replace("enforce|shadow|off", "shadow") + " --data-dir /srv/tollgate",
                    "Of the gateway with that data folder."))),
        action,
        spec -> options(spec, parameters));
  }

  private static void options(CommandSpec spec, String parameters) {
    if (!parameters.isEmpty()) {
      boolean optional = parameters.startsWith("[");
      spec.addPositional(
          positional("0", optional ? "0..1" : "1", "NAME", "Its file's name without .js."));
    }
    if (parameters.contains("enforce")) {
      spec.addPositional(positional("1", "1", "MODE", "enforce, shadow or off."));
    }
    SettingOptions.addDataDir(spec);
    SettingOptions.addFileAndSet(spec);
  }

  static PositionalParamSpec positional(
      String index, String arity, String label, String description) {
    return PositionalParamSpec.builder()
        .index(index)
        .arity(arity)
        .required(arity.equals("1"))
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  static PolicyHost host(ParseResult given) {
    Settings settings =
        SettingsLoader.load(SettingOptions.sources(given), InstalledTypes::in).settings();
    return PolicyHost.in(settings.policies(), settings.dataDir());
  }

  private int list(ParseResult given) {
    try (PolicyHost host = host(given)) {
      PolicyHost.Loaded loaded = host.load(new EmptyPolicySet());
      List<PolicyHost.State> states = host.states(loaded.set());
      for (PolicyHost.State state : states) {
        print("%-8s %s".formatted(state.mode().text(), state.name()));
      }
      loaded.findings().forEach(this::tell);
      if (states.isEmpty() && loaded.findings().isEmpty()) {
        print("There is no policy. Begin one: tollgate policy new NAME");
      }
      return ExitCodes.DONE;
    }
  }

  private int check(ParseResult given) {
    try (PolicyHost host = host(given)) {
      List<Finding> findings = host.load(new EmptyPolicySet()).findings();
      findings.forEach(this::tell);
      if (findings.isEmpty()) {
        print("All %d policies can be used.".formatted(host.names().size()));
      }
      return findings.isEmpty() ? ExitCodes.DONE : ExitCodes.FAILED;
    }
  }

  private void tell(Finding finding) {
    print("REFUSED  " + finding.text());
  }

  private int test(ParseResult given) {
    String only = given.matchedPositionalValue(0, "");
    try (PolicyHost host = host(given)) {
      List<String> names = only.isEmpty() ? host.names() : List.of(only);
      boolean passed = true;
      for (String name : names) {
        passed &= test(host, name);
      }
      return passed ? ExitCodes.DONE : ExitCodes.FAILED;
    }
  }

  private boolean test(PolicyHost host, String name) {
    PolicyDesk.Files files =
        host.files(name).orElseThrow(() -> PolicyProblem.POLICY_NOT_THERE.exception(name));
    if (files.cases().isEmpty()) {
      print("%s: no cases; they go into %s.cases.json".formatted(name, name));
      return true;
    }
    try {
      return tell(name, host.test(name, files));
    } catch (IllegalArgumentException odd) {
      print("%s: FAILED its cases cannot be read: %s".formatted(name, odd.getMessage()));
      return false;
    }
  }

  private boolean tell(String name, Tested tested) {
    tested.findings().forEach(this::tell);
    tested.results().stream()
        .filter(result -> !result.passed())
        .forEach(
            result -> print("%s: FAILED %s: %s".formatted(name, result.name(), result.problem())));
    if (tested.findings().isEmpty()) {
      long good = tested.results().stream().filter(CaseResult::passed).count();
      var coverage = tested.coverage();
      print(
          "%s: %d of %d cases pass, %d of %d branches are taken"
              .formatted(name, good, tested.results().size(), coverage.taken(), coverage.all()));
      coverage
          .missed()
          .forEach(one ->
              print(
                  "%s.js:%d:%d: no case takes %s"
                      .formatted(name, one.line(), one.column(), one.what())));
    }
    return tested.passed();
  }

  private int begin(ParseResult given) {
    String name = given.matchedPositionalValue(0, "");
    try (PolicyHost host = host(given)) {
      if (host.files(name).isPresent()) {
        throw PolicyProblem.POLICY_UNUSABLE.exception("there is one named " + name + " already");
      }
      host.save(name, new PolicyDesk.Files(TEMPLATE, CASES));
      print("Wrote %s and its cases.".formatted(host.path(name)));
      return ExitCodes.DONE;
    }
  }

  private int mode(ParseResult given) {
    String name = given.matchedPositionalValue(0, "");
    String text = given.matchedPositionalValue(1, "");
    Mode mode =
        Mode.of(text)
            .orElseThrow(() ->
                SettingProblem.CLI_USAGE.exception(
                    "there is no mode \"" + text + "\"", "Say enforce, shadow or off."));
    try (PolicyHost host = host(given)) {
      if (host.files(name).isEmpty()) {
        throw PolicyProblem.POLICY_NOT_THERE.exception(name);
      }
      host.choose(name, mode);
      print("The policy %s is in the mode %s.".formatted(name, mode.text()));
      return ExitCodes.DONE;
    }
  }

  private CommandSpec explain() {
    return Command.of(
        "explain",
        new HelpPage(
            "Tells how it was decided about a call.",
            "tollgate policy explain CALL [OPTION]...",
            List.of(
                new HelpPage.Example(
                    "tollgate policy explain 01k9x5z3b8q4r7t2v6w1y0abcd", "As a story."))),
        given ->
            admin.read(
                given,
                "/admin/decisions/" + AdminCommands.segment(given),
                Map.of(),
                answer -> DecisionStory.of(answer).forEach(this::print)),
        spec -> AdminCommands.id(spec, "CALL", "The call's id, as x-tollgate-call-id tells it."));
  }

  private void print(String line) {
    out.println(line);
    out.flush();
  }
}
