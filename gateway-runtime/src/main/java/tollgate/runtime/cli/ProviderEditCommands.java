package tollgate.runtime.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import tollgate.api.json.Json;
import tollgate.runtime.problem.SettingProblem;

/** What {@code tollgate providers add}, {@code set} and {@code remove} take, do and print. */
final class ProviderEditCommands {
  private static final String STDIN = "--credential-stdin";
  private static final String ENV = "--credential-env";
  private static final String FILE = "--credential-file";
  private static final String AUTH = "--auth";
  private static final String AUTH_HEADER = "--auth-header";
  private static final String HEADER = "--header";
  private static final String MODEL_NAME = "--model-name";
  private static final String DEFAULT = "--default";

  /** An option and the member it becomes. */
  private record Said(String option, String member) {}

  private static final List<Said> TEXTS =
      List.of(
          new Said("--type", "type"),
          new Said("--base-url", "upstreamBaseUrl"),
          new Said("--upstream-path", "upstreamPath"),
          new Said("--strip-model-prefix", "stripModelPrefix"));

  private static final List<Said> LISTS =
      List.of(
          new Said("--path", "paths"),
          new Said("--model", "models"),
          new Said("--fallback", "fallback"));

  private final AdminCommands admin;

  ProviderEditCommands(AdminCommands admin) {
    this.admin = admin;
  }

  CommandSpec add() {
    return Command.of(
        "add",
        new HelpPage(
            "Adds a provider to the running gateway. It is checked like a start, serves at once and"
                + " survives a restart.",
            "tollgate providers add ID --type TYPE --base-url URL [OPTION]...",
            List.of(
                new HelpPage.Example(
                    "tollgate providers add local --type ordinary --base-url http://127.0.0.1:8000",
                    "One that needs no credential."),
                new HelpPage.Example(
                    "tollgate providers add far --type ordinary --base-url https://far.example"
                        + " --auth bearer --credential-stdin < key",
                    "The credential comes from a file and is never an argument."))),
        given -> {
          var body = new LinkedHashMap<String, Json>();
          body.put("id", Json.text(id(given)));
          body.putAll(body(given));
          return admin.change(
              given,
              "POST",
              "/admin/providers",
              new Json.Obj(body),
              answer -> admin.print("The provider " + id(given) + " serves from now on."));
        },
        ProviderEditCommands::options);
  }

  CommandSpec set() {
    return Command.of(
        "set",
        new HelpPage(
            "Changes a provider that was added by command or by the admin API; what is not said"
                + " stays. Calls that run end as they began.",
            "tollgate providers set ID [OPTION]...",
            List.of(
                new HelpPage.Example(
                    "tollgate providers set local --base-url http://127.0.0.1:8001",
                    "It has moved."))),
        given ->
            admin.change(
                given,
                "PATCH",
                path(given),
                new Json.Obj(body(given)),
                answer -> admin.print("The provider " + id(given) + " is changed.")),
        ProviderEditCommands::options);
  }

  CommandSpec remove() {
    return Command.of(
        "remove",
        new HelpPage(
            "Removes a provider that was added by command or by the admin API.",
            "tollgate providers remove ID [OPTION]...",
            List.of(new HelpPage.Example("tollgate providers remove local", "Running calls end."))),
        given ->
            admin.change(
                given,
                "DELETE",
                path(given),
                answer -> admin.print("The provider " + id(given) + " is removed.")),
        spec -> AdminCommands.id(spec, "ID", "The provider's id."));
  }

  private static void options(CommandSpec spec) {
    spec.addOption(text("--type", "TYPE", "The kind of provider; plugins bring the kinds."));
    spec.addOption(text("--base-url", "URL", "Where it is."));
    spec.addOption(
        text(
            AUTH,
            "HOW",
            "own (in the way of its type), bearer, x-api-key, preserve (the client's own) or none."
                + "%nDefault: own with a credential, else preserve."));
    spec.addOption(text(AUTH_HEADER, "FIELD", "The field that carries the credential."));
    spec.addOption(Command.switchOption(STDIN, "Read the credential from standard input."));
    spec.addOption(text(ENV, "NAME", "The gateway's environment variable that holds it."));
    spec.addOption(text(FILE, "FILE", "The file that holds it, as the gateway finds it."));
    spec.addOption(texts("--model", "NAME", "A beginning of the names of models it serves."));
    spec.addOption(texts(MODEL_NAME, "NAME=ITS", "Its own name for a model."));
    spec.addOption(text("--strip-model-prefix", "TEXT", "A beginning of names it does not know."));
    spec.addOption(texts("--path", "PATH", "A path it serves; all where none is given."));
    spec.addOption(text("--upstream-path", "PATH", "The path to ask for below its address."));
    spec.addOption(texts(HEADER, "NAME=VALUE", "A field of every request to it; no secret here."));
    spec.addOption(texts("--fallback", "ID", "Who stands in for it, in order."));
    spec.addOption(text(DEFAULT, "YES", "true or false: whether it takes what no other claims."));
    AdminCommands.id(spec, "ID", "The provider's id.");
  }

  private Map<String, Json> body(ParseResult given) throws IOException {
    var body = new LinkedHashMap<String, Json>();
    for (Said one : TEXTS) {
      put(body, one.member(), given.matchedOptionValue(one.option(), ""));
    }
    for (Said one : LISTS) {
      List<String> texts = given.matchedOptionValue(one.option(), List.of());
      if (!texts.isEmpty()) {
        body.put(one.member(), new Json.Arr(texts.stream().<Json>map(Json::text).toList()));
      }
    }
    table(given, HEADER, "headers", body);
    table(given, MODEL_NAME, "modelNames", body);
    if (given.hasMatchedOption(DEFAULT)) {
      body.put("default", Json.of(Boolean.parseBoolean(given.matchedOptionValue(DEFAULT, ""))));
    }
    auth(given, body);
    return body;
  }

  private void auth(ParseResult given, Map<String, Json> body) throws IOException {
    var auth = new LinkedHashMap<String, Json>();
    put(auth, "env", given.matchedOptionValue(ENV, ""));
    put(auth, "file", given.matchedOptionValue(FILE, ""));
    put(auth, "value", given.hasMatchedOption(STDIN) ? admin.input() : "");
    if (given.hasMatchedOption(STDIN) && !auth.containsKey("value")) {
      throw SettingProblem.CLI_USAGE.exception(
          "standard input holds no credential", "Pipe it in: " + STDIN + " < FILE");
    }
    if (auth.size() > 1) {
      throw SettingProblem.CLI_USAGE.exception(
          "there are several credentials", "Give one of " + STDIN + ", " + ENV + " and " + FILE);
    }
    String standard = auth.isEmpty() ? "" : "own";
    put(auth, "header", given.matchedOptionValue(AUTH_HEADER, ""));
    put(auth, "type", given.matchedOptionValue(AUTH, standard));
    if (!auth.isEmpty()) {
      body.put("auth", new Json.Obj(auth));
    }
  }

  private static void put(Map<String, Json> members, String name, String text) {
    if (!text.isEmpty()) {
      members.put(name, Json.text(text));
    }
  }

  private static void table(
      ParseResult given, String option, String member, Map<String, Json> body) {
    List<String> pairs = given.matchedOptionValue(option, List.of());
    var table = new LinkedHashMap<String, Json>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw SettingProblem.CLI_USAGE.exception(
            option + " \"" + pair + "\" has no =", "Give " + option + " NAME=VALUE");
      }
      table.put(pair.substring(0, equals), Json.text(pair.substring(equals + 1)));
    }
    if (!table.isEmpty()) {
      body.put(member, new Json.Obj(table));
    }
  }

  private static OptionSpec text(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  private static OptionSpec texts(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .description(description + " May be given again.")
        .build();
  }

  private static String id(ParseResult given) {
    return given.matchedPositionalValue(0, "");
  }

  private static String path(ParseResult given) {
    return "/admin/providers/" + AdminCommands.segment(given);
  }
}
