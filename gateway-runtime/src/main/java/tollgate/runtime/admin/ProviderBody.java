package tollgate.runtime.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.json.Shape;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.problem.SettingProblem;

/**
 * What a request says of a provider. What it says is checked with all other settings, as at a
 * start; here it is only put together with what was kept before. A secret that was read masked and
 * sent back means the one before.
 */
final class ProviderBody {
  private static final String AUTH = "auth";
  private static final String HEADERS = "headers";
  private static final String VALUE = "value";

  /** What tells of a provider and cannot be set. */
  private static final Set<String> ONLY_TOLD = Set.of("dialects", "accounts", "source", "readOnly");

  /** Where a secret of {@link #AUTH} is. */
  private static final Set<String> SECRETS = Set.of(VALUE, "env", "file");

  private static final Shape TEXT = Shape.orNull(Shape.text());
  private static final Shape WORDS = Shape.orNull(Shape.items(Shape.text()));

  /** What may be said. */
  static final Shape.Members SHAPE =
      Shape.object()
          .or(
              "id", Shape.text(),
              "type", Shape.text(),
              "upstreamBaseUrl", Shape.text(),
              "paths", WORDS,
              "upstreamPath", TEXT,
              "models", WORDS,
              "modelNames", Shape.orNull(new Shape.Table(Shape.text())),
              "stripModelPrefix", TEXT,
              "headers", Shape.orNull(new Shape.Table(Shape.text())),
              "auth",
                  Shape.orNull(
                      Shape.object("type", Shape.text())
                          .or(VALUE, TEXT, "env", TEXT, "file", TEXT, "header", TEXT)),
              "stripProviderField", Shape.orNull(new Shape.Flag()),
              "fallback", WORDS,
              "default", Shape.orNull(new Shape.Flag()),
              "values", Shape.orNull(new Shape.Anything()));

  private ProviderBody() {}

  /** The members of a body. */
  static Map<String, Json> members(String body) {
    try {
      if (JsonText.parse(body) instanceof Json.Obj(var members)) {
        return members;
      }
      throw objection("", "must be an object");
    } catch (MalformedJson malformed) {
      throw RequestProblem.REQUEST_BAD_JSON.exception(malformed.reason(), malformed.offset());
    }
  }

  /** The id that the members name. */
  static String id(Map<String, Json> members) {
    if (members.get("id") instanceof Json.Text(var id) && !id.isBlank()) {
      return id.strip();
    }
    throw objection("id", "must be a non-empty string");
  }

  /** The entry as the members change it; null takes one away. */
  static Json.Obj over(String id, Json.Obj before, Map<String, Json> members) {
    var entry = new LinkedHashMap<>(before.members());
    members.forEach((name, value) -> {
      boolean told =
          ONLY_TOLD.contains(name) || (name.equals("values") && value instanceof Json.Arr);
      if (!told) {
        set(entry, name, value);
      }
    });
    if (!id.equals(id(entry))) {
      throw objection("id", "must be " + id + ": a provider keeps its id");
    }
    unmaskAuth(entry, before);
    unmaskHeaders(entry, before);
    return new Json.Obj(entry);
  }

  private static void set(Map<String, Json> entry, String name, Json value) {
    if (value instanceof Json.Null) {
      entry.remove(name);
    } else {
      entry.put(name, value);
    }
  }

  private static void unmaskAuth(Map<String, Json> entry, Json.Obj before) {
    if (!(entry.get(AUTH) instanceof Json.Obj(var given))) {
      return;
    }
    var auth = new LinkedHashMap<String, Json>();
    given.forEach((name, value) -> set(auth, name, value));
    if (isMask(auth.get(VALUE))) {
      auth.remove(VALUE);
      if (!(before.members().get(AUTH) instanceof Json.Obj(var old))
          || SECRETS.stream().noneMatch(old::containsKey)) {
        throw objection(AUTH + "." + VALUE, "must be the secret: there is none that was masked");
      }
      SECRETS.forEach(
          name -> Optional.ofNullable(old.get(name)).ifPresent(secret -> auth.put(name, secret)));
    }
    entry.put(AUTH, new Json.Obj(auth));
  }

  private static void unmaskHeaders(Map<String, Json> entry, Json.Obj before) {
    if (!(entry.get(HEADERS) instanceof Json.Obj(var given))) {
      return;
    }
    var old =
        before.members().get(HEADERS) instanceof Json.Obj(var fields)
            ? fields
            : Map.<String, Json>of();
    var headers = new LinkedHashMap<>(given);
    given.forEach((name, value) -> {
      if (isMask(value)) {
        headers.put(
            name,
            Optional.ofNullable(old.get(name))
                .orElseThrow(() ->
                    objection(
                        HEADERS + "." + name, "must be its value: there is none that was masked")));
      }
    });
    entry.put(HEADERS, new Json.Obj(headers));
  }

  private static boolean isMask(@Nullable Json value) {
    return value instanceof Json.Text(var text) && text.equals(ProviderJson.MASK);
  }

  /** The entry as the audit may keep it: of what may be secret only the name. */
  static Json.Obj masked(Json.Obj entry) {
    var shown = new LinkedHashMap<>(entry.members());
    if (shown.get(AUTH) instanceof Json.Obj(var auth) && auth.containsKey(VALUE)) {
      var hidden = new LinkedHashMap<>(auth);
      hidden.put(VALUE, Json.text(ProviderJson.MASK));
      shown.put(AUTH, new Json.Obj(hidden));
    }
    if (shown.get(HEADERS) instanceof Json.Obj(var headers)) {
      var hidden = new LinkedHashMap<String, Json>();
      headers.keySet().forEach(name -> hidden.put(name, Json.text(ProviderJson.MASK)));
      shown.put(HEADERS, new Json.Obj(hidden));
    }
    shown.computeIfPresent(
        "values",
        (name, values) ->
            values instanceof Json.Obj(var own)
                ? new Json.Arr(own.keySet().stream().<Json>map(Json::text).toList())
                : values);
    return new Json.Obj(shown);
  }

  static ProblemException objection(String field, String words) {
    return SettingProblem.CONFIG_PROVIDERS.exception(
        field.isEmpty() ? words : field + ": " + words);
  }
}
