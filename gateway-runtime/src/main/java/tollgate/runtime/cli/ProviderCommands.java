package tollgate.runtime.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import tollgate.api.json.Json;

/** What {@code tollgate providers} and {@code tollgate breakers} take, do and print. */
final class ProviderCommands {
  private final AdminCommands admin;

  ProviderCommands(AdminCommands admin) {
    this.admin = admin;
  }

  /** The providers of the running gateway. */
  CommandSpec providers() {
    CommandSpec family =
        Command.ofFamily(
            "providers",
            new HelpPage(
                "Shows, changes, tries and reloads the providers of the running gateway.",
                "tollgate providers COMMAND [OPTION]...",
                List.of(
                    new HelpPage.Example("tollgate providers list", "See which are in force."),
                    new HelpPage.Example(
                        "tollgate providers reload", "Take over what the settings say now."))));
    family.addSubcommand("list", list());
    var editing = new ProviderEditCommands(admin);
    family.addSubcommand("add", editing.add());
    family.addSubcommand("set", editing.set());
    family.addSubcommand("remove", editing.remove());
    family.addSubcommand("test", test());
    family.addSubcommand("reload", reload());
    return family;
  }

  private CommandSpec list() {
    return Command.of(
        "list",
        new HelpPage(
            "Lists the providers in force; nothing that may be secret is shown.",
            "tollgate providers list [OPTION]...",
            List.of(new HelpPage.Example("tollgate providers list", "In the operator's order."))),
        given -> admin.read(given, "/admin/providers", Map.of(), this::show),
        AdminCommands::common);
  }

  private void show(Json answer) {
    admin.table(
        JsonTable.member(answer, "providers"),
        "There is no provider.",
        "ID=id",
        "TYPE=type",
        "ADDRESS=upstreamBaseUrl",
        "DEFAULT=default",
        "MODELS=models",
        "FROM=source");
    Json error = JsonTable.member(answer, "lastReloadError");
    if (error instanceof Json.Obj) {
      admin.print("The last reload failed: " + JsonTable.text(JsonTable.member(error, "message")));
    }
  }

  private CommandSpec test() {
    return Command.of(
        "test",
        new HelpPage(
            "Asks a provider something harmless, to see whether it can be reached.",
            "tollgate providers test ID [OPTION]...",
            List.of(new HelpPage.Example("tollgate providers test local", "It costs nothing."))),
        given ->
            admin.change(
                given,
                "POST",
                "/admin/providers/" + AdminCommands.segment(given) + "/test",
                this::tell),
        spec -> AdminCommands.id(spec, "ID", "The provider's id."));
  }

  private void tell(Json answer) {
    String provider = JsonTable.text(JsonTable.member(answer, "provider"));
    String status = JsonTable.text(JsonTable.member(answer, "status"));
    if (JsonTable.member(answer, "let_in") instanceof Json.Bool(boolean in) && in) {
      admin.print(
          "%s answers with status %s after %s ms."
              .formatted(provider, status, JsonTable.text(JsonTable.member(answer, "took_ms"))));
    } else if (status.equals("-")) {
      admin.print(
          "%s gave no answer: %s"
              .formatted(provider, JsonTable.text(JsonTable.member(answer, "error"))));
    } else {
      admin.print("%s turns the credential down: status %s.".formatted(provider, status));
    }
  }

  private CommandSpec reload() {
    return Command.of(
        "reload",
        new HelpPage(
            "Has the running gateway read its providers' settings anew; with any fault in them the"
                + " old ones stay.",
            "tollgate providers reload [OPTION]...",
            List.of(new HelpPage.Example("tollgate providers reload", "Running calls go on."))),
        given -> admin.change(given, "POST", "/admin/providers/reload", this::show),
        AdminCommands::common);
  }

  /** The breakers of the running gateway. */
  CommandSpec breakers() {
    CommandSpec family =
        Command.ofFamily(
            "breakers",
            new HelpPage(
                "Shows which providers are left alone, and ends that by hand.",
                "tollgate breakers COMMAND [OPTION]...",
                List.of(new HelpPage.Example("tollgate breakers list", "See how they stand."))));
    family.addSubcommand("list", listBreakers());
    family.addSubcommand("reset", resetBreaker());
    return family;
  }

  private CommandSpec listBreakers() {
    return Command.of(
        "list",
        new HelpPage(
            "Lists the breakers of the providers that were used.",
            "tollgate breakers list [OPTION]...",
            List.of(new HelpPage.Example("tollgate breakers list", "For people."))),
        given ->
            admin.read(
                given,
                "/admin/breakers",
                Map.of(),
                answer ->
                    admin.table(
                        JsonTable.member(answer, "breakers"),
                        "No provider was used.",
                        "PROVIDER=providerId",
                        "STATE=state",
                        "FAILURES=failures>",
                        "RETRY-MS=retryAfterMs>")),
        AdminCommands::common);
  }

  private CommandSpec resetBreaker() {
    return Command.of(
        "reset",
        new HelpPage(
            "Closes a breaker: the provider is asked again at once.",
            "tollgate breakers reset PROVIDER [OPTION]...",
            List.of(new HelpPage.Example("tollgate breakers reset local", "Try it now."))),
        given ->
            admin.change(
                given,
                "POST",
                "/admin/breakers/" + AdminCommands.segment(given) + "/reset",
                answer ->
                    admin.print(
                        "The breaker of "
                            + JsonTable.text(JsonTable.member(answer, "providerId"))
                            + " is closed.")),
        spec -> AdminCommands.id(spec, "PROVIDER", "The provider's id."));
  }
}
