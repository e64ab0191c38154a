package tollgate.runtime.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import tollgate.api.json.Json;
import tollgate.runtime.app.InstalledTypes;
import tollgate.runtime.app.KeyDesk;
import tollgate.runtime.config.SettingsLoader;
import tollgate.runtime.key.CreatedKey;
import tollgate.runtime.key.KeyJson;
import tollgate.runtime.key.KeyLimit;
import tollgate.runtime.key.KeyLimits;
import tollgate.runtime.key.KeyWish;
import tollgate.runtime.key.ManagedKey;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.ProblemException;

/** What {@code tollgate keys} takes, does and prints. */
final class KeyCommands {

  private static final String NAME = "--name";
  private static final String EXPIRES = "--expires";
  private static final String MODEL = "--model";
  private static final String PROVIDER = "--provider";
  private static final String TAG = "--tag";
  private static final String LIMIT = "--limit";
  private static final String UNTIL = "--until";
  private static final String JSON = "--json";

  private final Program program;
  private final PrintWriter out;
  private final InstantSource clock;

  KeyCommands(Program program, PrintWriter out, InstantSource clock) {
    this.program = program;
    this.out = out;
    this.clock = clock;
  }

  /** The family with its members. */
  CommandSpec family() {
    CommandSpec family =
        Command.ofFamily(
            "keys",
            new HelpPage(
                "Makes, lists, rotates and revokes the keys that clients of the gateway use.",
                "tollgate keys COMMAND [OPTION]...",
                List.of(
                    new HelpPage.Example(
                        "tollgate keys create --name laptop", "Make a key; it is shown once."),
                    new HelpPage.Example("tollgate keys list", "See which there are."))));
    family.addSubcommand("create", createCommand());
    family.addSubcommand("list", listCommand());
    family.addSubcommand("rotate", rotateCommand());
    family.addSubcommand("revoke", revokeCommand());
    return family;
  }

  private CommandSpec createCommand() {
    return Command.of(
        "create",
        new HelpPage(
            "Makes a key and shows it, this once.",
            "tollgate keys create --name NAME [OPTION]...",
            List.of(
                new HelpPage.Example("tollgate keys create --name laptop", "A key without limits."),
                new HelpPage.Example(
                    "tollgate keys create --name ci --expires 30d --provider local",
                    "A key for one provider and a month."))),
        this::create,
        KeyCommands::createOptions);
  }

  private CommandSpec listCommand() {
    return Command.of(
        "list",
        new HelpPage(
            "Lists the keys, newest first, revoked ones included.",
            "tollgate keys list [OPTION]...",
            List.of(
                new HelpPage.Example("tollgate keys list", "For people."),
                new HelpPage.Example("tollgate keys list --json", "For programs."))),
        this::list,
        KeyCommands::commonOptions);
  }

  private CommandSpec rotateCommand() {
    return Command.of(
        "rotate",
        new HelpPage(
            "Gives a key another secret and shows it, this once; the former one stays good for a"
                + " while.",
            "tollgate keys rotate ID [OPTION]...",
            List.of(
                new HelpPage.Example(
                    "tollgate keys rotate key-0123456789abcdef", "Both are good for a day."),
                new HelpPage.Example(
                    "tollgate keys rotate key-0123456789abcdef --until 2w", "For two weeks."))),
        this::rotate,
        spec -> {
          spec.addOption(
              text(
                      UNTIL,
                      "WHEN",
                      "From when on the former secret is refused: so long from now (90m, 12h, 30d,"
                          + " 8w), the beginning of a UTC day (2027-01-31) or an instant"
                          + " (2027-01-31T12:00:00Z).%nDefault: 1d.")
                  .build());
          revokeOptions(spec);
        });
  }

  private int rotate(ParseResult given) {
    Instant now = clock.instant();
    Instant until = GivenTime.ahead(UNTIL, given.matchedOptionValue(UNTIL, "1d"), now);
    CreatedKey rotated = desk(given).rotate(given.matchedPositionalValue(0, ""), until);
    if (!json(given, KeyJson.of(rotated, now))) {
      print(
          "The key \"%s\" (%s) has another secret:"
              .formatted(rotated.key().name(), rotated.key().id()));
      print("");
      print("  " + rotated.secret());
      print("");
      print("It is shown this once. The former one is good until " + until + ".");
    }
    return ExitCodes.DONE;
  }

  private CommandSpec revokeCommand() {
    return Command.of(
        "revoke",
        new HelpPage(
            "Revokes a key; a running gateway refuses it from that moment.",
            "tollgate keys revoke ID [OPTION]...",
            List.of(
                new HelpPage.Example(
                    "tollgate keys revoke key-0123456789abcdef", "Running calls go on."),
                new HelpPage.Example(
                    "tollgate keys revoke key-0123456789abcdef --data-dir /srv/tollgate",
                    "A key of the gateway with that data folder."))),
        this::revoke,
        KeyCommands::revokeOptions);
  }

  private static void createOptions(CommandSpec spec) {
    spec.addOption(text(NAME, "NAME", "What you call it.").required(true).build());
    spec.addOption(
        text(
                EXPIRES,
                "WHEN",
                "From when on it is refused: so long from now (90m, 12h, 30d, 8w), the beginning"
                    + " of a UTC day (2027-01-31) or an instant (2027-01-31T12:00:00Z).%n"
                    + "Default: never.")
            .build());
    spec.addOption(
        texts(MODEL, "MODEL", "A model it may ask for. May be repeated.%nDefault: any."));
    spec.addOption(texts(PROVIDER, "ID", "A provider it may use. May be repeated.%nDefault: any."));
    spec.addOption(
        texts(
            LIMIT,
            "NAME=NUMBER",
            "How much it may use, such as maxCostPerDay=5; may be given again. "
                + limitWords()
                + "."));
    spec.addOption(texts(TAG, "TAG", "A label. May be repeated."));
    commonOptions(spec);
  }

  private static void revokeOptions(CommandSpec spec) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("1")
            .required(true)
            .type(String.class)
            .paramLabel("ID")
            .description("The key's id, as tollgate keys list shows it.")
            .build());
    commonOptions(spec);
  }

  private static void commonOptions(CommandSpec spec) {
    spec.addOption(Command.switchOption(JSON, "Print JSON."));
    SettingOptions.addDataDir(spec);
    SettingOptions.addFileAndSet(spec);
  }

  private static OptionSpec.Builder text(String name, String label, String description) {
    return OptionSpec.builder(name).type(String.class).paramLabel(label).description(description);
  }

  private static OptionSpec texts(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  private int create(ParseResult given) {
    Instant now = clock.instant();
    var wish =
        new KeyWish(
            given.matchedOptionValue(NAME, ""),
            given.hasMatchedOption(EXPIRES)
                ? GivenTime.ahead(EXPIRES, given.matchedOptionValue(EXPIRES, ""), now)
                : ManagedKey.NEVER,
            given.matchedOptionValue(MODEL, List.of()),
            given.matchedOptionValue(PROVIDER, List.of()),
            List.of(),
            given.matchedOptionValue(TAG, List.of()),
            ManagedKey.Holder.NOBODY,
            limits(given.matchedOptionValue(LIMIT, List.of())));
    CreatedKey created = desk(given).create(wish);
    if (!json(given, KeyJson.of(created, now))) {
      print("Made the key \"" + created.key().name() + "\" (" + created.key().id() + ").");
      print("");
      print("  " + created.secret());
      print("");
      print("It is shown this once. A tool sends it as Authorization: Bearer, x-api-key or");
      print("x-goog-api-key.");
    }
    return ExitCodes.DONE;
  }

  private static KeyLimits limits(List<String> given) {
    var limits = KeyLimits.NONE;
    for (String one : given) {
      int end = Math.max(0, one.indexOf('='));
      KeyLimit limit =
          KeyLimit.of(one.substring(0, end))
              .orElseThrow(() -> noLimit(one, "There is " + limitWords() + "."));
      limits = limits.with(limit, Optional.of(most(limit, one, one.substring(end + 1))));
    }
    return limits;
  }

  private static long most(KeyLimit limit, String given, String number) {
    try {
      return limit
          .parse(new BigDecimal(number))
          .orElseThrow(() -> noLimit(given, "Give a number above 0; whole, unless it is money."));
    } catch (NumberFormatException notANumber) {
      throw noLimit(given, "Give a number behind the equals sign.");
    }
  }

  private static ProblemException noLimit(String given, String remedy) {
    return AccessProblem.KEY_BAD_TERMS.exception("there is no limit \"" + given + "\"", remedy);
  }

  private static String limitWords() {
    return Arrays.stream(KeyLimit.values()).map(KeyLimit::word).collect(Collectors.joining(", "));
  }

  private int list(ParseResult given) {
    Instant now = clock.instant();
    List<ManagedKey> keys = desk(given).list();
    if (!json(given, KeyJson.of(keys, now))) {
      if (keys.isEmpty()) {
        print("There is no key. Make one: tollgate keys create --name NAME");
      } else {
        keys.forEach(key -> print(KeyText.of(key, now)));
      }
    }
    return ExitCodes.DONE;
  }

  private int revoke(ParseResult given) {
    String id = given.matchedPositionalValue(0, "");
    ManagedKey key = desk(given).revoke(id);
    if (!json(given, KeyJson.of(key, clock.instant()))) {
      print(
          "The key \"%s\" (%s) is revoked since %s."
              .formatted(key.name(), key.id(), key.revokedAt()));
    }
    return ExitCodes.DONE;
  }

  private KeyDesk desk(ParseResult given) {
    return program.keys(SettingsLoader.load(SettingOptions.sources(given), InstalledTypes::in));
  }

  private boolean json(ParseResult given, Json document) {
    boolean wanted = given.hasMatchedOption(JSON);
    if (wanted) {
      print(Json.encode(document));
    }
    return wanted;
  }

  private void print(String line) {
    out.println(line);
    out.flush();
  }
}
