package tollgate.runtime.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tollgate.api.json.Json;
import tollgate.runtime.json.Shape;
import tollgate.runtime.upstream.OpenProvider;
import tollgate.runtime.upstream.ProviderConfig;

/** A provider as its operator may see it: of what may be secret only the name. */
final class ProviderJson {
  /** Stands where something may be secret. */
  static final String MASK = "[redacted]";

  private static final Shape WORDS = Shape.items(Shape.text());
  private static final Shape TEXT = Shape.orNull(Shape.text());

  /** What {@link #of} writes. */
  static final Shape.Members SHAPE =
      Shape.object(
          "id",
          Shape.text(),
          "type",
          Shape.text(),
          "paths",
          WORDS,
          "upstreamBaseUrl",
          Shape.text(),
          "upstreamPath",
          TEXT,
          "models",
          Shape.orNull(WORDS),
          "headers",
          new Shape.Table(Shape.text()),
          "auth",
          Shape.object("type", Shape.text(), "value", TEXT, "header", TEXT),
          "stripProviderField",
          new Shape.Flag(),
          "modelNames",
          new Shape.Table(Shape.text()),
          "dialects",
          WORDS,
          "accounts",
          WORDS,
          "fallback",
          WORDS,
          "default",
          new Shape.Flag(),
          "values",
          WORDS,
          "source",
          Shape.text(),
          "readOnly",
          new Shape.Flag());

  private ProviderJson() {}

  /**
   * The provider as it is in force.
   *
   * @param readOnly whether it comes from the settings, so that it is changed there only
   */
  static Json.Obj of(OpenProvider provider, boolean readOnly) {
    ProviderConfig config = provider.config();
    var members = new LinkedHashMap<String, Json>();
    members.put("id", Json.text(config.id()));
    members.put("type", Json.text(config.type()));
    members.put("paths", words(config.paths().served()));
    members.put("upstreamBaseUrl", Json.text(config.baseUrl().toString()));
    members.put("upstreamPath", textOrNull(config.paths().upstream()));
    members.put("models", provider.takesAnyModel() ? Json.NULL : words(provider.models()));
    members.put("headers", headers(provider));
    members.put("auth", auth(config));
    members.put("stripProviderField", Json.of(config.dress().stripsProviderField()));
    members.put("modelNames", table(config.models().names()));
    members.put(
        "dialects",
        words(
            provider.provider().dialects().stream()
                .map(dialect -> dialect.value())
                .sorted()
                .toList()));
    members.put(
        "accounts",
        words(
            provider.logins().stream()
                .map(login -> login.account())
                .filter(name -> !name.isEmpty())
                .toList()));
    members.put("fallback", words(config.routing().fallback()));
    members.put("default", Json.of(config.byDefault()));
    members.put("values", words(config.values().keySet().stream().sorted().toList()));
    members.put("source", Json.text(config.place().where()));
    members.put("readOnly", Json.of(readOnly));
    return new Json.Obj(members);
  }

  private static Json auth(ProviderConfig config) {
    String type = config.auth().mode().name().toLowerCase(Locale.ROOT).replace('_', '-');
    boolean has = !config.credential().isEmpty() || !config.routing().credentials().isEmpty();
    return Json.object(
        "type",
        type,
        "value",
        has ? Json.text(MASK) : Json.NULL,
        "header",
        textOrNull(config.auth().header()));
  }

  /** A field may carry a credential under any name. */
  private static Json headers(OpenProvider provider) {
    var fields = new TreeMap<String, Json>();
    provider.headers().forEach((name, value) -> fields.put(name, Json.text(MASK)));
    return new Json.Obj(fields);
  }

  private static Json table(Map<String, String> texts) {
    var members = new TreeMap<String, Json>();
    texts.forEach((name, value) -> members.put(name, Json.text(value)));
    return new Json.Obj(members);
  }

  private static Json words(List<String> words) {
    var items = new ArrayList<Json>();
    words.forEach(word -> items.add(Json.text(word)));
    return new Json.Arr(items);
  }

  private static Json textOrNull(String text) {
    return text.isEmpty() ? Json.NULL : Json.text(text);
  }
}
