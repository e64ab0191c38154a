package tollgate.runtime.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.problem.SettingProblem;

/** What {@code tollgate keys set} and {@code tollgate keys import} take, do and print. */
final class KeyChangeCommands {
  private static final String EXPIRES = "--expires";
  private static final String CLEAR = "--clear";

  /** Options with one value, and the members they set. */
  private static final Map<String, String> TEXTS = new LinkedHashMap<>();

  /** Options with any number of values, and the members they set. */
  private static final Map<String, String> LISTS = new LinkedHashMap<>();

  static {
    TEXTS.put("name", "What you call it.");
    TEXTS.put("owner", "Who answers for it.");
    TEXTS.put("team", "The team it belongs to.");
    TEXTS.put("project", "What it is used for.");
    LISTS.put("model", "A model it may ask for, instead of those before. May be repeated.");
    LISTS.put("provider", "A provider it may use, instead of those before. May be repeated.");
    LISTS.put("account", "An account it may use, instead of those before. May be repeated.");
    LISTS.put("tag", "A label, instead of those before. May be repeated.");
  }

  private static final List<String> CLEARABLE =
      List.of("expires_at", "models", "providers", "accounts", "tags", "owner", "team", "project");

  private final AdminCommands admin;

  KeyChangeCommands(AdminCommands admin) {
    this.admin = admin;
  }

  /** Other terms for a key. */
  CommandSpec set() {
    return Command.of(
        "set",
        new HelpPage(
            "Puts a key on other terms, at once for every call that arrives; what is not named"
                + " stays.",
            "tollgate keys set ID [OPTION]...",
            List.of(
                new HelpPage.Example(
                    "tollgate keys set key-0123456789abcdef --provider local", "Only there."),
                new HelpPage.Example(
                    "tollgate keys set key-0123456789abcdef --clear models --clear expires_at",
                    "Any model, for ever."))),
        this::set,
        spec -> {
          TEXTS.forEach((name, meaning) -> spec.addOption(option(name, meaning).build()));
          LISTS.forEach((name, meaning) ->
              spec.addOption(
                  option(name, meaning).type(List.class).auxiliaryTypes(String.class).build()));
          spec.addOption(
              option(
                      EXPIRES.substring(2),
                      "From when on it is refused: so long from now (90m, 12h, 30d, 8w), the"
                          + " beginning of a UTC day (2027-01-31) or an instant"
                          + " (2027-01-31T12:00:00Z).")
                  .build());
          spec.addOption(
              option(CLEAR.substring(2), "What to lift: " + String.join(", ", CLEARABLE) + ".")
                  .type(List.class)
                  .auxiliaryTypes(String.class)
                  .build());
          AdminCommands.id(spec, "ID", "The key's id, as tollgate keys list shows it.");
        });
  }

  private static OptionSpec.Builder option(String name, String meaning) {
    return OptionSpec.builder("--" + name)
        .type(String.class)
        .paramLabel(name.equals("expires") ? "WHEN" : name.toUpperCase(Locale.ROOT))
        .description(meaning);
  }

  private int set(ParseResult given) {
    var body = new LinkedHashMap<String, Json>();
    for (String name : TEXTS.keySet()) {
      if (given.hasMatchedOption("--" + name)) {
        body.put(name, Json.text(given.matchedOptionValue("--" + name, "")));
      }
    }
    for (String name : LISTS.keySet()) {
      if (given.hasMatchedOption("--" + name)) {
        List<String> values = given.matchedOptionValue("--" + name, List.of());
        body.put(name + "s", new Json.Arr(values.stream().<Json>map(Json::text).toList()));
      }
    }
    if (given.hasMatchedOption(EXPIRES)) {
      String text = given.matchedOptionValue(EXPIRES, "");
      body.put("expires_at", Json.text(GivenTime.ahead(EXPIRES, text, admin.now()).toString()));
    }
    clear(given, body);
    if (body.isEmpty()) {
      throw SettingProblem.CLI_USAGE.exception(
          "nothing is said of the key.", "Name what is to be otherwise: tollgate keys set --help");
    }
    return admin.change(
        given,
        "PATCH",
        "/admin/keys/" + AdminCommands.segment(given),
        new Json.Obj(body),
        key -> admin.print("The key " + named(key) + " is on other terms now."));
  }

  private static void clear(ParseResult given, Map<String, Json> body) {
    List<String> names = given.matchedOptionValue(CLEAR, List.of());
    for (String name : names) {
      if (!CLEARABLE.contains(name)) {
        throw SettingProblem.CLI_USAGE.exception(
            "\"" + name + "\" cannot be lifted.",
            "Name one of " + String.join(", ", CLEARABLE) + ".");
      }
      body.put(name, Json.NULL);
    }
  }

  private static String named(Json key) {
    return "\"%s\" (%s)"
        .formatted(
            JsonTable.text(JsonTable.member(key, "name")),
            JsonTable.text(JsonTable.member(key, "id")));
  }

  /** Keys of another gateway. */
  CommandSpec take() {
    return Command.of(
        "import",
        new HelpPage(
            "Takes in keys of another gateway by their SHA-256, all of them or none.",
            "tollgate keys import [FILE] [OPTION]...",
            List.of(
                new HelpPage.Example(
                    "tollgate keys import keys.txt", "Lines of hash|name or hash|name|prefix."),
                new HelpPage.Example(
                    "tollgate keys import < keys.json",
                    "A list as POST /admin/keys/import has it."))),
        given ->
            admin.change(
                given,
                "POST",
                "/admin/keys/import",
                document(text(given)),
                answer ->
                    admin.print(
                        "Took in "
                            + JsonTable.size(JsonTable.member(answer, "keys"))
                            + " keys; their holders go on using them.")),
        spec -> {
          spec.addPositional(
              PositionalParamSpec.builder()
                  .index("0")
                  .arity("0..1")
                  .type(String.class)
                  .paramLabel("FILE")
                  .description("The file to read.%nDefault: standard input.")
                  .build());
          AdminCommands.common(spec);
        });
  }

  private static String text(ParseResult given) {
    String file = given.matchedPositionalValue(0, "");
    try {
      return file.isEmpty()
          ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(Path.of(file));
    } catch (IOException unreadable) {
      if (!file.isEmpty()) {
        throw SettingProblem.CLI_USAGE.exception(
            "the file " + file + " cannot be read.", "Check its path and its permissions.");
      }
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Json.Obj document(String text) {
    String start = text.stripLeading();
    if (!start.startsWith("{") && !start.startsWith("[")) {
      return Json.object("keys", lines(text));
    }
    try {
      return JsonText.parse(text) instanceof Json.Obj object
          ? object
          : Json.object("keys", JsonText.parse(text));
    } catch (MalformedJson malformed) {
      throw SettingProblem.CLI_USAGE.exception(
          "the keys are no JSON: " + malformed.reason() + " at byte " + malformed.offset() + ".",
          "Give a list of objects with hash and name.");
    }
  }

  private static Json.Arr lines(String text) {
    var keys = new ArrayList<Json>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String[] parts = lines.get(i).strip().split("[|\t]", -1);
      if (parts.length == 1 && parts[0].isEmpty()) {
        continue;
      }
      if (parts.length < 2 || parts.length > 3) {
        throw SettingProblem.CLI_USAGE.exception(
            "line " + (i + 1) + " is no key.", "Write hash|name or hash|name|prefix.");
      }
      var key = new LinkedHashMap<String, Json>();
      key.put("hash", Json.text(parts[0].strip()));
      key.put("name", Json.text(parts[1].strip()));
      if (parts.length == 3) {
        key.put("prefix", Json.text(parts[2].strip()));
      }
      keys.add(new Json.Obj(key));
    }
    return new Json.Arr(keys);
  }
}
