package tollgate.runtime.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import tollgate.api.json.Json;
import tollgate.runtime.problem.SettingProblem;

/** What {@code tollgate plugins} takes, does and prints. */
final class PluginCommands {
  private static final String ALL = "/admin/plugins";
  private static final String TO = "--to";
  private static final String VALUE = "--value";
  private static final String CLEAR = "--clear";
  private static final String STDIN = "--secret-stdin";

  private final AdminCommands admin;

  PluginCommands(AdminCommands admin) {
    this.admin = admin;
  }

  CommandSpec family() {
    CommandSpec family =
        Command.ofFamily(
            "plugins",
            new HelpPage(
                "Shows, installs and changes the plugins of the running gateway.",
                "tollgate plugins COMMAND [OPTION]...",
                List.of(
                    new HelpPage.Example("tollgate plugins list", "See which are in use."),
                    new HelpPage.Example(
                        "tollgate plugins install acme.jar",
                        "Use one, or another version of it."))));
    family.addSubcommand("list", list());
    family.addSubcommand("show", show());
    family.addSubcommand("install", install());
    family.addSubcommand(
        "enable", turn("enable", "Uses a plugin again that was disabled.", "is in use"));
    family.addSubcommand(
        "disable",
        turn("disable", "Leaves a plugin where it is and does not use it.", "is not used"));
    family.addSubcommand(
        "release",
        turn("release", "Has what was set aside of a plugin asked again.", "is asked again"));
    family.addSubcommand("reload", reload());
    family.addSubcommand("rollback", rollBack());
    family.addSubcommand("remove", remove());
    family.addSubcommand("set", set());
    return family;
  }

  private CommandSpec list() {
    return Command.of(
        "list",
        new HelpPage(
            "Lists the plugins and the files that were refused.",
            "tollgate plugins list [OPTION]...",
            List.of(
                new HelpPage.Example("tollgate plugins list", "For people."),
                new HelpPage.Example("tollgate plugins list --json", "With the hashes."))),
        given -> admin.read(given, ALL, Map.of(), this::table),
        AdminCommands::common);
  }

  private void table(Json answer) {
    admin.table(
        JsonTable.member(answer, "plugins"),
        "There is no plugin.",
        "ID=id",
        "VERSION=version",
        "STATE=state",
        "HEALTH=health",
        "CALLS=calls>",
        "FAULTS=faults>");
    if (JsonTable.member(answer, "refused") instanceof Json.Arr(var refused)) {
      refused.forEach(one -> {
        admin.print("REFUSED  " + text(one, "message"));
        admin.print("         " + text(one, "remedy"));
      });
    }
  }

  private static String text(Json document, String name) {
    return JsonTable.text(JsonTable.member(document, name));
  }

  private CommandSpec show() {
    return Command.of(
        "show",
        new HelpPage(
            "Shows a plugin: what it brings and how that fares, its settings and versions.",
            "tollgate plugins show ID [OPTION]...",
            List.of(new HelpPage.Example("tollgate plugins show tool.acme", "For people."))),
        given -> admin.read(given, one(given), Map.of(), this::tell),
        spec -> AdminCommands.id(spec, "ID", "The plugin's id."));
  }

  private void tell(Json plugin) {
    admin.print(
        "%s %s, %s, health %s"
            .formatted(
                text(plugin, "id"),
                text(plugin, "version"),
                text(plugin, "state"),
                text(plugin, "health")));
    admin.print("%s  %s".formatted(text(plugin, "sha256"), text(plugin, "file")));
    admin.table(
        JsonTable.member(plugin, "parts"),
        "It brings nothing.",
        "KIND=kind",
        "NAME=name",
        "CALLS=calls>",
        "FAULTS=faults>",
        "P99-US=p99_us>",
        "ASIDE-UNTIL=aside_until",
        "LAST-FAULT=last_fault");
    admin.table(
        JsonTable.member(plugin, "settings"),
        "It has no settings.",
        "SETTING=name",
        "VALUE=value",
        "LIVE=live",
        "MEANING=meaning");
    admin.table(
        JsonTable.member(plugin, "versions"),
        "No version is kept.",
        "SINCE=since",
        "VERSION=version",
        "IN-FORCE=in_force",
        "SHA256=sha256");
  }

  private CommandSpec install() {
    return Command.of(
        "install",
        new HelpPage(
            "Has the gateway copy a jar into its folder of plugins and use it at once. A jar of a"
                + " plugin that is there takes its place; running calls end on what they began"
                + " with.",
            "tollgate plugins install FILE [OPTION]...",
            List.of(
                new HelpPage.Example(
                    "tollgate plugins install acme.jar",
                    "The gateway's user must be able to read it."))),
        given -> {
          Path file = Path.of(given.matchedPositionalValue(0, "")).toAbsolutePath().normalize();
          return admin.change(
              given,
              "POST",
              ALL,
              Json.object("path", file.toString()),
              answer -> admin.print(named(answer) + " is in use."));
        },
        spec -> AdminCommands.id(spec, "FILE", "The jar."));
  }

  private static String named(Json plugin) {
    return "The plugin " + text(plugin, "id") + " " + text(plugin, "version");
  }

  private CommandSpec turn(String verb, String about, String done) {
    return Command.of(
        verb,
        new HelpPage(
            about,
            "tollgate plugins " + verb + " ID [OPTION]...",
            List.of(
                new HelpPage.Example(
                    "tollgate plugins " + verb + " tool.acme", "It holds after a restart, too."))),
        given ->
            admin.change(
                given,
                "POST",
                one(given) + "/" + verb,
                answer -> admin.print(named(answer) + " " + done + ".")),
        spec -> AdminCommands.id(spec, "ID", "The plugin's id."));
  }

  private CommandSpec reload() {
    return Command.of(
        "reload",
        new HelpPage(
            "Starts a plugin anew. Without an id: reads the folder and the settings of plugins.",
            "tollgate plugins reload [ID] [OPTION]...",
            List.of(
                new HelpPage.Example("tollgate plugins reload", "What did not change goes on."),
                new HelpPage.Example("tollgate plugins reload tool.acme", "In any case."))),
        given ->
            given.matchedPositionalValue(0, "").isEmpty()
                ? admin.change(given, "POST", ALL + "/reload", this::table)
                : admin.change(
                    given,
                    "POST",
                    one(given) + "/reload",
                    answer -> admin.print(named(answer) + " was started anew.")),
        spec -> {
          spec.addPositional(PolicyCommands.positional("0", "0..1", "ID", "The plugin's id."));
          AdminCommands.common(spec);
        });
  }

  private CommandSpec rollBack() {
    return Command.of(
        "rollback",
        new HelpPage(
            "Goes back to the version of a plugin that was in use before.",
            "tollgate plugins rollback ID [OPTION]...",
            List.of(
                new HelpPage.Example("tollgate plugins rollback tool.acme", "The one before."))),
        given -> {
          String sha256 = given.matchedOptionValue(TO, "");
          return admin.change(
              given,
              "POST",
              one(given) + "/rollback",
              sha256.isEmpty() ? Json.object() : Json.object("sha256", sha256),
              answer -> admin.print(named(answer) + " is in use."));
        },
        spec -> {
          spec.addOption(option(TO, "SHA256", "Which one; tollgate plugins show tells them."));
          AdminCommands.id(spec, "ID", "The plugin's id.");
        });
  }

  private CommandSpec remove() {
    return Command.of(
        "remove",
        new HelpPage(
            "Deletes a plugin's files, or a file that was refused; versions are kept.",
            "tollgate plugins remove ID [OPTION]...",
            List.of(
                new HelpPage.Example("tollgate plugins remove tool.acme", "Running calls end."))),
        given ->
            admin.change(
                given,
                "DELETE",
                one(given),
                answer -> admin.print(given.matchedPositionalValue(0, "") + " is removed.")),
        spec -> AdminCommands.id(spec, "ID", "The plugin's id, or the refused file's name."));
  }

  private CommandSpec set() {
    return Command.of(
        "set",
        new HelpPage(
            "Sets settings of a plugin; they win over the settings file.",
            "tollgate plugins set ID [OPTION]...",
            List.of(
                new HelpPage.Example("tollgate plugins set tool.acme --value pace=slow", "One."),
                new HelpPage.Example(
                    "tollgate plugins set tool.acme --secret-stdin word < file",
                    "A secret is never an argument."))),
        given ->
            admin.change(
                given,
                "PUT",
                one(given) + "/settings",
                Json.object("values", values(given)),
                answer -> admin.print(named(answer) + " has its settings.")),
        spec -> {
          spec.addOption(options(VALUE, "NAME=VALUE", "A setting and its value."));
          spec.addOption(options(CLEAR, "NAME", "A setting that is not to be set here."));
          spec.addOption(option(STDIN, "NAME", "A setting whose value is on standard input."));
          AdminCommands.id(spec, "ID", "The plugin's id.");
        });
  }

  private Json.Obj values(ParseResult given) throws IOException {
    var values = new LinkedHashMap<String, Json>();
    List<String> pairs = given.matchedOptionValue(VALUE, List.of());
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw SettingProblem.CLI_USAGE.exception(
            VALUE + " \"" + pair + "\" has no =", "Give " + VALUE + " NAME=VALUE");
      }
      values.put(pair.substring(0, equals), Json.text(pair.substring(equals + 1)));
    }
    List<String> cleared = given.matchedOptionValue(CLEAR, List.of());
    cleared.forEach(name -> values.put(name, Json.NULL));
    String secret = given.matchedOptionValue(STDIN, "");
    if (!secret.isEmpty()) {
      values.put(secret, Json.text(admin.input()));
    }
    return new Json.Obj(values);
  }

  private static OptionSpec option(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  private static OptionSpec options(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .description(description + " May be given again.")
        .build();
  }

  private static String one(ParseResult given) {
    return ALL + "/" + AdminCommands.segment(given);
  }
}
