package tollgate.runtime.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import tollgate.api.json.Json;

/** What {@code tollgate generations} and {@code tollgate reload} take, do and print. */
final class GenerationCommands {
  private final AdminCommands admin;

  GenerationCommands(AdminCommands admin) {
    this.admin = admin;
  }

  /** What calls run on. */
  CommandSpec generations() {
    return Command.of(
        "generations",
        new HelpPage(
            "Lists what calls of the running gateway run on: the current generation of plugins,"
                + " providers, prices and policies, and those before it.",
            "tollgate generations [OPTION]...",
            List.of(
                new HelpPage.Example("tollgate generations", "Who still runs on what."),
                new HelpPage.Example("tollgate generations --json", "With their contents."))),
        given -> admin.read(given, "/admin/generations", Map.of(), this::show),
        AdminCommands::common);
  }

  private void show(Json answer) {
    admin.table(
        JsonTable.member(answer, "generations"),
        "There is none.",
        "NUMBER=number>",
        "STATE=state",
        "SINCE=since",
        "CALLS=calls>",
        "COLLECTED=collected");
  }

  /** Has files read anew. */
  CommandSpec reload() {
    return Command.of(
        "reload",
        new HelpPage(
            "Has the running gateway read settings, providers, prices and policies anew, as the"
                + " signal HUP does. Exits with 1 where something cannot be used: what was there"
                + " before stays in force.",
            "tollgate reload [OPTION]...",
            List.of(
                new HelpPage.Example("tollgate reload", "Running calls go on."),
                new HelpPage.Example("tollgate reload --json", "What needs a restart, as JSON."))),
        given ->
            admin.change(given, "POST", "/admin/reload", this::tell, GenerationCommands::isWell),
        AdminCommands::common);
  }

  private static boolean isWell(Json answer) {
    return JsonTable.size(JsonTable.member(answer, "problems")) == 0
        && JsonTable.size(JsonTable.member(answer, "findings")) == 0;
  }

  /** What came of reading everything anew. */
  void tell(Json answer) {
    admin.print(
        "New calls use generation %s."
            .formatted(JsonTable.text(JsonTable.member(answer, "generation"))));
    each(answer, "restart_needed", "Needs a restart: ");
    if (JsonTable.member(answer, "problems") instanceof Json.Arr(var problems)) {
      problems.forEach(problem ->
          admin.print(
              "REFUSED  "
                  + JsonTable.text(JsonTable.member(problem, "message"))
                  + " "
                  + JsonTable.text(JsonTable.member(problem, "remedy"))));
    }
    each(answer, "findings", "REFUSED  ");
  }

  private void each(Json answer, String list, String words) {
    if (JsonTable.member(answer, list) instanceof Json.Arr(var items)) {
      items.forEach(item -> admin.print(words + JsonTable.text(item)));
    }
  }
}
