package tollgate.runtime.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import tollgate.api.json.Json;
import tollgate.runtime.access.Role;

/** What {@code tollgate tokens} takes, does and prints. */
final class TokenCommands {
  private static final String ALL = "/admin/tokens";
  private static final String NAME = "--name";
  private static final String EXPIRES = "--expires";

  private final AdminCommands admin;

  TokenCommands(AdminCommands admin) {
    this.admin = admin;
  }

  /** The family with its members. */
  CommandSpec family() {
    CommandSpec family =
        Command.ofFamily(
            "tokens",
            new HelpPage(
                "Makes, lists and revokes the tokens by which programs administer.",
                "tollgate tokens COMMAND [OPTION]...",
                List.of(
                    new HelpPage.Example(
                        "tollgate tokens create --name dashboard", "May see everything."),
                    new HelpPage.Example("tollgate tokens list", "See which there are."))));
    family.addSubcommand("create", create());
    family.addSubcommand("list", list());
    family.addSubcommand("revoke", revoke());
    return family;
  }

  private CommandSpec create() {
    return Command.of(
        "create",
        new HelpPage(
            "Makes a token and shows it, this once.",
            "tollgate tokens create --name NAME [OPTION]...",
            List.of(
                new HelpPage.Example("tollgate tokens create --name dashboard", "It may see only."),
                new HelpPage.Example(
                    "tollgate tokens create --name deploy --role admin --expires 30d",
                    "It may change anything for a month."))),
        this::create,
        spec -> {
          spec.addOption(
              OptionSpec.builder(NAME)
                  .type(String.class)
                  .required(true)
                  .paramLabel("NAME")
                  .description("What you call it; the audit names it so.")
                  .build());
          spec.addOption(UserCommands.roleOption());
          spec.addOption(
              OptionSpec.builder(EXPIRES)
                  .type(String.class)
                  .paramLabel("WHEN")
                  .description(
                      "From when on it is refused: so long from now (90m, 12h, 30d, 8w), the"
                          + " beginning of a UTC day (2027-01-31) or an instant"
                          + " (2027-01-31T12:00:00Z).%nDefault: never.")
                  .build());
          AdminCommands.common(spec);
        });
  }

  private int create(ParseResult given) {
    var body = new LinkedHashMap<String, Json>();
    body.put("name", Json.text(given.matchedOptionValue(NAME, "")));
    String role = given.matchedOptionValue("--role", Role.VIEWER.word());
    body.put("role", Json.text(UserCommands.roleOf(role)));
    if (given.hasMatchedOption(EXPIRES)) {
      String text = given.matchedOptionValue(EXPIRES, "");
      body.put("expires_at", Json.text(GivenTime.ahead(EXPIRES, text, admin.now()).toString()));
    }
    return admin.change(given, "POST", ALL, new Json.Obj(body), this::show);
  }

  private void show(Json made) {
    admin.print(
        "Made the token \"%s\" (%s)."
            .formatted(
                JsonTable.text(JsonTable.member(made, "name")),
                JsonTable.text(JsonTable.member(made, "id"))));
    admin.print("");
    admin.print("  " + JsonTable.text(JsonTable.member(made, "token")));
    admin.print("");
    admin.print("It is shown this once. A program sends it as x-admin-token.");
  }

  private CommandSpec list() {
    return Command.of(
        "list",
        new HelpPage(
            "Lists the tokens of programs, the newest first, revoked ones included.",
            "tollgate tokens list [OPTION]...",
            List.of(new HelpPage.Example("tollgate tokens list --json", "For programs."))),
        given ->
            admin.read(
                given,
                ALL,
                Map.of(),
                answer ->
                    admin.table(
                        JsonTable.member(answer, "tokens"),
                        "There is no token. Make one: tollgate tokens create --name NAME",
                        "ID=id",
                        "STATE=state",
                        "NAME=name",
                        "ROLE=role",
                        "EXPIRES=expires_at",
                        "LAST-USED=last_used_at")),
        AdminCommands::common);
  }

  private CommandSpec revoke() {
    return Command.of(
        "revoke",
        new HelpPage(
            "Revokes a token; a running gateway refuses it from that moment.",
            "tollgate tokens revoke ID [OPTION]...",
            List.of(
                new HelpPage.Example("tollgate tokens revoke tok-0123456789abcdef", "At once."))),
        given ->
            admin.change(
                given,
                "DELETE",
                ALL + "/" + AdminCommands.segment(given),
                answer ->
                    admin.print(
                        "The token \"%s\" is revoked."
                            .formatted(JsonTable.text(JsonTable.member(answer, "name"))))),
        spec -> AdminCommands.id(spec, "ID", "The token's id, as tollgate tokens list shows it."));
  }
}
