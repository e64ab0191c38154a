package tollgate.runtime.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tollgate.runtime.app.TextTable;
import tollgate.runtime.policy.CaseResult;
import tollgate.runtime.policy.Finding;
import tollgate.runtime.policy.PolicyDesk;
import tollgate.runtime.policy.PolicyHost;
import tollgate.runtime.policy.Tested;
import tollgate.runtime.problem.PolicyProblem;
import tollgate.runtime.problem.SettingProblem;

/** What {@code tollgate policy versions} and {@code rollback} take, do and print. */
final class VersionCommands {

  private final PrintWriter out;

  VersionCommands(PrintWriter out) {
    this.out = out;
  }

  void addTo(CommandSpec family) {
    family.addSubcommand(
        "versions",
        Command.of(
            "versions",
            new HelpPage(
                "Lists the texts a policy had, or prints one.",
                "tollgate policy versions NAME [NUMBER] [OPTION]...",
                List.of(
                    new HelpPage.Example("tollgate policy versions night", "Which there are."),
                    new HelpPage.Example("tollgate policy versions night 3", "The third text."))),
            this::versions,
            spec -> options(spec, "0..1")));
    family.addSubcommand(
        "rollback",
        Command.of(
            "rollback",
            new HelpPage(
                "Saves a text that a policy had, once it passes its cases.",
                "tollgate policy rollback NAME NUMBER [OPTION]...",
                List.of(
                    new HelpPage.Example("tollgate policy rollback night 3", "Back to the third."),
                    new HelpPage.Example(
                        "tollgate policy rollback night 3 --data-dir /srv/tollgate",
                        "Of the gateway with that data folder."))),
            this::rollBack,
            spec -> options(spec, "1")));
  }

  private static void options(CommandSpec spec, String numbers) {
    spec.addPositional(PolicyCommands.positional("0", "1", "NAME", "Its file's name without .js."));
    spec.addPositional(PolicyCommands.positional("1", numbers, "NUMBER", "As versions lists it."));
    SettingOptions.addDataDir(spec);
    SettingOptions.addFileAndSet(spec);
  }

  private int versions(ParseResult given) {
    String name = given.matchedPositionalValue(0, "");
    String number = given.matchedPositionalValue(1, "");
    try (PolicyHost host = PolicyCommands.host(given)) {
      if (number.isEmpty()) {
        list(host, name);
      } else {
        PolicyDesk.Files files = host.version(name, number(number)).files();
        print(files.text().stripTrailing());
      }
      return ExitCodes.DONE;
    }
  }

  private void list(PolicyHost host, String name) {
    List<PolicyDesk.Version> versions = host.versions(name);
    if (versions.isEmpty()) {
      throw PolicyProblem.POLICY_NO_VERSION.exception(name, 1);
    }
    Optional<PolicyDesk.Files> now = host.files(name);
    var table = new TextTable("NUMBER>", "IN FORCE FROM", "");
    for (PolicyDesk.Version version : versions.reversed()) {
      boolean same = now.equals(Optional.of(version.files()));
      table.row(
          String.valueOf(version.number()), version.at().toString(), same ? "as it is now" : "");
    }
    print(table.render());
  }

  private int rollBack(ParseResult given) {
    String name = given.matchedPositionalValue(0, "");
    long number = number(given.matchedPositionalValue(1, ""));
    try (PolicyHost host = PolicyCommands.host(given)) {
      PolicyDesk.Files files = host.version(name, number).files();
      refuse(host.test(name, files));
      host.save(name, files);
      print("Saved version %d of %s.".formatted(number, name));
      return ExitCodes.DONE;
    }
  }

  private static void refuse(Tested tested) {
    tested.findings().stream().map(Finding::text).findFirst().ifPresent(VersionCommands::refuse);
    tested.results().stream()
        .filter(result -> !result.passed())
        .map(CaseResult::problem)
        .findFirst()
        .ifPresent(VersionCommands::refuse);
  }

  private static void refuse(String why) {
    throw PolicyProblem.POLICY_UNUSABLE.exception(why);
  }

  private static long number(String text) {
    if (!text.matches("\\d{1,9}")) {
      throw SettingProblem.CLI_USAGE.exception(
          text + " is no version.", "List them: tollgate policy versions NAME");
    }
    return Long.parseLong(text);
  }

  private void print(String line) {
    out.println(line);
    out.flush();
  }
}
