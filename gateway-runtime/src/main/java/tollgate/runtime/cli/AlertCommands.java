package tollgate.runtime.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import tollgate.api.json.Json;

/** What {@code tollgate alerts} takes, does and prints. */
final class AlertCommands {
  private final AdminCommands admin;

  AlertCommands(AdminCommands admin) {
    this.admin = admin;
  }

  CommandSpec alerts() {
    CommandSpec family =
        Command.ofFamily(
            "alerts",
            new HelpPage(
                "Shows what somebody should look at, and whether they were told.",
                "tollgate alerts COMMAND [OPTION]...",
                List.of(
                    new HelpPage.Example("tollgate alerts list", "Since the gateway's start."),
                    new HelpPage.Example("tollgate alerts test", "See whether one arrives."))));
    family.addSubcommand("list", list());
    family.addSubcommand("attempts", attempts());
    family.addSubcommand("test", test());
    return family;
  }

  private CommandSpec list() {
    return Command.of(
        "list",
        new HelpPage(
            "Lists the alerts since the gateway's start, the newest first.",
            "tollgate alerts list [OPTION]...",
            List.of(new HelpPage.Example("tollgate alerts list", "For people."))),
        given ->
            admin.read(
                given,
                "/admin/alerts",
                Map.of(),
                answer ->
                    admin.table(
                        JsonTable.member(answer, "alerts"),
                        "There was no alert.",
                        "AT=timestamp",
                        "KIND=kind",
                        "SUBJECT=subject",
                        "AGAIN=repeated>")),
        AdminCommands::common);
  }

  private CommandSpec attempts() {
    return Command.of(
        "attempts",
        new HelpPage(
            "Lists the last attempts to deliver alerts, the newest first.",
            "tollgate alerts attempts [OPTION]...",
            List.of(new HelpPage.Example("tollgate alerts attempts", "Did it arrive?"))),
        given -> admin.read(given, "/admin/alerts", Map.of(), this::show),
        AdminCommands::common);
  }

  private CommandSpec test() {
    return Command.of(
        "test",
        new HelpPage(
            "Sends a test to every address of alerts.urls, once, and tells what came of it.",
            "tollgate alerts test [OPTION]...",
            List.of(new HelpPage.Example("tollgate alerts test", "Nothing is wrong."))),
        given -> admin.change(given, "POST", "/admin/alerts/test", this::show),
        AdminCommands::common);
  }

  private void show(Json answer) {
    admin.table(
        JsonTable.member(answer, "attempts"),
        "Nothing was sent; alerts.urls says where alerts go.",
        "AT=at",
        "KIND=kind",
        "TARGET=target",
        "TRY=attempt>",
        "DELIVERED=delivered",
        "STATUS=status>",
        "ERROR=error");
  }
}
