package tollgate.runtime.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import tollgate.api.json.Json;
import tollgate.runtime.access.Role;
import tollgate.runtime.problem.SettingProblem;

/** What {@code tollgate users} takes, does and prints. */
final class UserCommands {
  private static final String ALL = "/admin/users";
  private static final String ROLE = "--role";
  private static final String NAME = "The name by which they log in.";

  private final AdminCommands admin;
  private final PasswordSource passwords;

  UserCommands(AdminCommands admin, PasswordSource passwords) {
    this.admin = admin;
    this.passwords = passwords;
  }

  /** The family with its members. */
  CommandSpec family() {
    CommandSpec family =
        Command.ofFamily(
            "users",
            new HelpPage(
                "Says who may log in to administer, and as what.",
                "tollgate users COMMAND [OPTION]...",
                List.of(
                    new HelpPage.Example(
                        "tollgate users add admin --role admin",
                        "The first one; asks for a password."),
                    new HelpPage.Example("tollgate users list", "See who there is."))));
    family.addSubcommand("add", add());
    family.addSubcommand("list", list());
    family.addSubcommand("passwd", passwd());
    family.addSubcommand("role", role());
    family.addSubcommand("remove", remove());
    return family;
  }

  private CommandSpec add() {
    return Command.of(
        "add",
        new HelpPage(
            "Lets somebody log in. The password is asked for, or read from standard input.",
            "tollgate users add NAME [OPTION]...",
            List.of(
                new HelpPage.Example("tollgate users add ada --role admin", "May change anything."),
                new HelpPage.Example(
                    "tollgate users add rob < password-file", "May see everything."))),
        this::add,
        spec -> {
          spec.addOption(roleOption());
          AdminCommands.id(spec, "NAME", NAME);
        });
  }

  private int add(ParseResult given) {
    String role = roleOf(given.matchedOptionValue(ROLE, Role.VIEWER.word()));
    String name = given.matchedPositionalValue(0, "");
    Json.Obj body =
        Json.object("name", name, "role", role, "password", passwords.read("Password of " + name));
    return admin.change(
        given, "POST", ALL, body, answer -> admin.print(name + " can log in as " + role + "."));
  }

  /** Tokens have roles, too. */
  static OptionSpec roleOption() {
    return OptionSpec.builder(ROLE)
        .type(String.class)
        .paramLabel("ROLE")
        .description("viewer, to see everything, or admin, to change it as well.%nDefault: viewer.")
        .build();
  }

  static String roleOf(String word) {
    return Role.of(word)
        .map(Role::word)
        .orElseThrow(() ->
            SettingProblem.CLI_USAGE.exception(
                "\"" + word + "\" is no role.", "A role is viewer or admin."));
  }

  private CommandSpec list() {
    return Command.of(
        "list",
        new HelpPage(
            "Lists who can log in.",
            "tollgate users list [OPTION]...",
            List.of(new HelpPage.Example("tollgate users list --json", "For programs."))),
        given ->
            admin.read(
                given,
                ALL,
                Map.of(),
                answer ->
                    admin.table(
                        JsonTable.member(answer, "users"),
                        "Nobody can log in. Add somebody: tollgate users add NAME",
                        "NAME=name",
                        "ROLE=role",
                        "SINCE=created_at",
                        "LAST-LOGIN=last_login_at")),
        AdminCommands::common);
  }

  private CommandSpec passwd() {
    return Command.of(
        "passwd",
        new HelpPage(
            "Gives somebody another password; wherever they are logged in, they no longer are.",
            "tollgate users passwd NAME [OPTION]...",
            List.of(new HelpPage.Example("tollgate users passwd ada", "Asks for it."))),
        given -> {
          String name = given.matchedPositionalValue(0, "");
          Json.Obj body = Json.object("password", passwords.read("New password of " + name));
          return admin.change(
              given,
              "PATCH",
              one(given),
              body,
              answer -> admin.print(name + " has another password."));
        },
        spec -> AdminCommands.id(spec, "NAME", NAME));
  }

  private CommandSpec role() {
    return Command.of(
        "role",
        new HelpPage(
            "Gives somebody another role, at once also where they are logged in.",
            "tollgate users role NAME ROLE [OPTION]...",
            List.of(new HelpPage.Example("tollgate users role ada viewer", "No more changes."))),
        given -> {
          String role = roleOf(given.matchedPositionalValue(1, ""));
          return admin.change(
              given,
              "PATCH",
              one(given),
              Json.object("role", role),
              answer -> admin.print(given.matchedPositionalValue(0, "") + " is " + role + " now."));
        },
        spec -> {
          AdminCommands.id(spec, "NAME", NAME);
          spec.addPositional(
              PositionalParamSpec.builder()
                  .index("1")
                  .arity("1")
                  .required(true)
                  .type(String.class)
                  .paramLabel("ROLE")
                  .description("viewer or admin.")
                  .build());
        });
  }

  private CommandSpec remove() {
    return Command.of(
        "remove",
        new HelpPage(
            "Lets somebody log in no more; wherever they are logged in, they no longer are.",
            "tollgate users remove NAME [OPTION]...",
            List.of(new HelpPage.Example("tollgate users remove ada", "At once."))),
        given ->
            admin.change(
                given,
                "DELETE",
                one(given),
                answer ->
                    admin.print(given.matchedPositionalValue(0, "") + " can log in no more.")),
        spec -> AdminCommands.id(spec, "NAME", NAME));
  }

  private static String one(ParseResult given) {
    return ALL + "/" + AdminCommands.segment(given);
  }
}
