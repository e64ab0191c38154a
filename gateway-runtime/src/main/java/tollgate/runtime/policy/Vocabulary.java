package tollgate.runtime.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tollgate.api.call.RefusalKind;
import tollgate.api.json.Json;
import tollgate.runtime.policy.Verdict.Unit;
import tollgate.runtime.script.Said;
import tollgate.runtime.script.ScriptFunction;
import tollgate.runtime.script.ScriptHost;
import tollgate.runtime.script.ScriptObject;

/**
 * The words in which policies answer. In a script each is a function that is checked at once, so
 * that a mistake is told with its line; what it gives is plain data, which is read here again.
 */
final class Vocabulary {

  /** The words, in the order of the documentation. */
  static final List<String> WORDS =
      List.of("deny", "route", "cap", "limit", "clamp", "header", "tag", "warn");

  /** What a cap can count by; a tag of the policies' own as {@code tag:name}. */
  static final List<String> AXES =
      List.of("tool", "instance", "session", "agent", "key", "provider", "account", "model");

  private static final int MOST = 32;
  private static final Json NO = Json.of(false);
  private static final Pattern FIELD = Pattern.compile("[xX]-[A-Za-z0-9-]{1,60}");
  private static final Pattern TAG = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final Pattern PRINTABLE = Pattern.compile("[ -~]{0,200}");

  /** Each word is a function of the host, within one of the script's own that can be frozen. */
  private static final String CODE =
      """
      'use strict';
      for (const word of [%s]) {
        const say = globalThis[word];
        globalThis[word] = (first, second) => say(first, second);
      }
      """
          .formatted(String.join(", ", WORDS.stream().map(word -> "'" + word + "'").toList()));

  /** A verdict as the script that gave it sees it. */
  private record Spoken(String word, Verdict verdict) implements ScriptObject {
    private static final List<String> MEMBERS = List.of("verdict");

    @Override
    public List<String> members() {
      return MEMBERS;
    }

    @Override
    public Object member(String name) {
      if (!MEMBERS.contains(name)) {
        throw new IllegalArgumentException("a verdict has no " + name);
      }
      return word;
    }
  }

  private Vocabulary() {}

  /** What gives scripts the words. */
  static ScriptHost.Prelude prelude() {
    var functions = new HashMap<String, ScriptFunction>();
    WORDS.forEach(word -> functions.put(word, given -> new Spoken(word, read(word, given))));
    return new ScriptHost.Prelude(CODE, functions);
  }

  /**
   * The verdicts in what a policy returned: none, one or a list, in which nothing and {@code false}
   * are passed over, for lists such as {@code [late && deny('...')]}.
   */
  static List<Verdict> readAll(Said answer) {
    List<Said> given = answer instanceof Said.Several(var items) ? items : List.of(answer);
    var verdicts = new ArrayList<Verdict>();
    for (Said each : given) {
      switch (each) {
        case Said.Own(Spoken(var _, var verdict)) -> verdicts.add(verdict);
        case Said.Data(var data) when data.equals(Json.NULL) || data.equals(NO) -> {}
        case Said.Data(var data) -> throw odd(Options.shown(data));
        case Said.Own _, Said.Several _ -> throw odd("something else");
      }
    }
    if (verdicts.size() > MOST) {
      throw new IllegalArgumentException(
          verdicts.size() + " verdicts at once; " + MOST + " are the most");
    }
    return List.copyOf(verdicts);
  }

  private static IllegalArgumentException odd(String shown) {
    return new IllegalArgumentException(
        "it must return nothing, a verdict ("
            + String.join(", ", WORDS)
            + ") or a list of verdicts, not "
            + shown);
  }

  /**
   * A verdict.
   *
   * @throws IllegalArgumentException when it makes no sense; the message is for its author
   */
  static Verdict read(String word, List<Json> given) {
    Json first = given.isEmpty() ? Json.NULL : given.getFirst();
    Json second = given.size() < 2 ? Json.NULL : given.get(1);
    return switch (word) {
      case "deny" -> deny(first, second);
      case "route" -> route(first);
      case "cap" -> cap(first, second);
      case "limit" -> limit(first, second);
      case "clamp" -> clamp(first);
      case "header" -> header(first, second);
      case "tag" -> tag(first, second);
      case "warn" -> warn(first);
      default -> throw new IllegalArgumentException("there is no verdict \"" + word + "\"");
    };
  }

  private static Verdict deny(Json sentence, Json given) {
    var options = new Options("deny", given, List.of("remedy", "as"));
    String as = options.name("as");
    RefusalKind kind =
        switch (as) {
          case "", "permission" -> RefusalKind.FORBIDDEN;
          case "budget" -> RefusalKind.BUDGET;
          default ->
              throw options.wrong("as must be \"permission\" or \"budget\", not \"" + as + "\"");
        };
    return new Verdict.Deny(
        options.sentence("the reason", sentence), options.sentence("remedy"), kind);
  }

  private static Verdict route(Json given) {
    var options = new Options("route", given, List.of("provider", "model", "fallbacks", "account"));
    var route =
        new Verdict.Route(
            options.name("provider"),
            options.name("model"),
            options.names("fallbacks"),
            options.name("account"));
    if (route.provider().isEmpty() && route.model().isEmpty()) {
      throw options.wrong("it needs a provider or a model");
    }
    if (route.provider().isEmpty() && !(route.fallbacks().isEmpty() && route.account().isEmpty())) {
      throw options.wrong("fallbacks and account need a provider");
    }
    return route;
  }

  private static Verdict cap(Json label, Json given) {
    var options =
        new Options(
            "cap", given, List.of("usd", "tokens", "calls", "concurrent", "per", "by", "strict"));
    String name = options.name("its name", label);
    Unit unit = unit(options, List.of(Unit.USD, Unit.TOKENS, Unit.CALLS, Unit.CONCURRENT));
    Window per = Window.NONE;
    if (unit == Unit.CONCURRENT) {
      if (options.has("per")) {
        throw options.wrong("what runs at once is not counted per anything; leave out per");
      }
    } else {
      per =
          window(options, Window.WORDS)
              .filter(found -> found.kind() != Window.Kind.SECOND)
              .orElseThrow(() -> options.wrong("per must be " + Window.WORDS));
    }
    return new Verdict.Cap(
        name, unit, amount(options, unit), per, axes(options), options.isSet("strict"));
  }

  private static Verdict limit(Json label, Json given) {
    var options = new Options("limit", given, List.of("calls", "tokens", "per", "by"));
    String name = options.name("its name", label);
    Unit unit = unit(options, List.of(Unit.CALLS, Unit.TOKENS));
    Window per =
        window(options, Window.RATE_WORDS)
            .filter(Window::isRate)
            .orElseThrow(() -> options.wrong("per must be " + Window.RATE_WORDS));
    return new Verdict.Limit(name, unit, amount(options, unit), per, axes(options));
  }

  private static Unit unit(Options options, List<Unit> units) {
    List<Unit> given = units.stream().filter(unit -> options.has(word(unit))).toList();
    if (given.size() != 1) {
      throw options.wrong(
          "it needs exactly one of "
              + String.join(", ", units.stream().map(Vocabulary::word).toList()));
    }
    return given.getFirst();
  }

  private static String word(Unit unit) {
    return unit.name().toLowerCase(Locale.ROOT);
  }

  private static BigDecimal amount(Options options, Unit unit) {
    return unit == Unit.USD ? options.amount("usd") : options.whole(word(unit));
  }

  private static Optional<Window> window(Options options, String words) {
    if (!options.has("per")) {
      throw options.wrong("it needs per: " + words);
    }
    return Window.of(options.name("per"));
  }

  private static List<String> axes(Options options) {
    var axes = new TreeSet<String>();
    for (String axis : options.names("by")) {
      boolean tag = axis.startsWith("tag:") && TAG.matcher(axis.substring(4)).matches();
      if (!tag && !AXES.contains(axis)) {
        throw options.wrong(
            "by must be of " + String.join(", ", AXES) + " or tag:NAME, not \"" + axis + "\"");
      }
      axes.add(axis);
    }
    return List.copyOf(axes);
  }

  private static Verdict clamp(Json given) {
    var options = new Options("clamp", given, List.of("maxTokens"));
    if (!options.has("maxTokens")) {
      throw options.wrong("it needs maxTokens");
    }
    return new Verdict.Clamp(options.whole("maxTokens").longValueExact());
  }

  private static Verdict header(Json name, Json value) {
    var options = new Options("header", Json.NULL, List.of());
    String field =
        options
            .checked(
                "its name",
                name,
                text ->
                    FIELD.matcher(text).matches()
                        && !text.toLowerCase(Locale.ROOT).startsWith("x-tollgate-"),
                "a field beginning with x-, and not with x-tollgate-")
            .toLowerCase(Locale.ROOT);
    return new Verdict.Header(
        field,
        options.checked(
            "its value",
            value,
            text -> PRINTABLE.matcher(text).matches(),
            "at most 200 printable ASCII characters"));
  }

  private static Verdict tag(Json name, Json value) {
    var options = new Options("tag", Json.NULL, List.of());
    String label =
        options.checked(
            "its name",
            name,
            text -> TAG.matcher(text).matches(),
            "at most 64 of a-z, 0-9, dot, dash and underscore");
    String said =
        value instanceof Json.Null
            ? "true"
            : options.checked(
                "its value",
                value,
                text -> !text.isEmpty() && PRINTABLE.matcher(text).matches(),
                "1 to 200 printable ASCII characters");
    return new Verdict.Tag(label, said);
  }

  private static Verdict warn(Json sentence) {
    return new Verdict.Warn(
        new Options("warn", Json.NULL, List.of()).sentence("the sentence", sentence));
  }
}
