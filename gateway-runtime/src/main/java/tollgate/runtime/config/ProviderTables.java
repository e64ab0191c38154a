package tollgate.runtime.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tollgate.runtime.problem.SettingProblem;

/** Reads the {@code [[provider]]} tables. */
public final class ProviderTables {

  /** The list's name in the settings file. */
  static final String LIST = "provider";

  private static final List<TableKey> KEYS =
      List.of(
          new TableKey(
              "id",
              "text",
              "required",
              "Your name for it: lower-case letters, digits, dots, hyphens and underscores."),
          new TableKey(
              "type", "text", "required", "The kind of provider; plugins bring the kinds."),
          new TableKey(
              "base-url",
              "URL",
              "none",
              "Where it is. TOLLGATE_PROVIDER_<ID>_BASE_URL overrides it."),
          new TableKey(
              "credential",
              "secret",
              "none",
              "The secret the gateway authenticates with. TOLLGATE_PROVIDER_<ID>_CREDENTIAL"
                  + " overrides it. Better kept elsewhere, by one of the next two."),
          new TableKey(
              "credential-env",
              "text",
              "none",
              "The environment variable that holds the credential; .env counts."),
          new TableKey("credential-file", "path", "none", "The file that holds the credential."),
          new TableKey(
              "account",
              "list of tables",
              "none",
              "Several credentials in place of one, asked in turn: [[provider.account]] tables,"
                  + " each with a name of your own, which rows and logs show, and credential,"
                  + " credential-env or credential-file."),
          new TableKey(
              "fallback",
              "list of texts",
              "none",
              "The ids of the providers that are asked, in this order, when it has its limits"
                  + " reached, is overloaded, cannot be reached or is left alone by its breaker."),
          new TableKey(
              "auth",
              "word",
              "own",
              "How it is told who asks. own: the credential in the way of its type; none: nothing;"
                  + " preserve: the client's own credential, never a key of the gateway, else as"
                  + " own; bearer and x-api-key: the credential in the field of that name."),
          new TableKey(
              "auth-header",
              "header field",
              "authorization or x-api-key",
              "The field that carries the credential with auth = bearer or x-api-key."),
          new TableKey(
              "models",
              "list of texts",
              "any model",
              "Beginnings of the names of models it serves; the longest that fits decides."),
          new TableKey(
              "default",
              "yes or no",
              "false",
              "Whether it takes calls that no other provider claims. One provider may."),
          new TableKey(
              "model-map",
              "table of texts",
              "none",
              "Its own names for models by the names clients use, whole names only."),
          new TableKey(
              "strip-model-prefix",
              "text",
              "none",
              "A beginning of model names that it does not know, such as vendor/."),
          new TableKey(
              "paths",
              "list of paths of requests",
              "all",
              "The exact paths of the requests it serves, as clients ask for them."),
          new TableKey(
              "upstream-path",
              "path of a request",
              "the client's",
              "The path to ask for below base-url, as it stands here."),
          new TableKey(
              "strip-provider-field",
              "yes or no",
              "true",
              "Whether the text that names a provider in the field provider of a body ends here."),
          new TableKey(
              "protocol",
              "word",
              "auto",
              "auto, http/1.1 or h2: how to speak HTTP with it. auto lets TLS decide and uses"
                  + " HTTP/1.1 without TLS."),
          new TableKey(
              "proxy",
              "proxy",
              "upstream.proxy",
              "The HTTP proxy by which it is reached, as in upstream.proxy; none for straight."),
          new TableKey(
              "ca-file",
              "path",
              "upstream.ca-file",
              "A PEM file of certificate authorities to trust beside those of the Java runtime."),
          new TableKey(
              "headers", "table of texts", "none", "Header fields added to every request to it."));

  private ProviderTables() {}

  /** The names every provider's table may have; its type's own stand beside them. */
  public static List<TableKey> keys() {
    return KEYS;
  }

  /** The settings of single providers that variables may override, as paths. */
  static List<String> overridable(List<Section> tables) {
    return tables.stream()
        .flatMap(table -> Stream.ofNullable(table.values().get("id")))
        .flatMap(id ->
            Stream.of("base-url", "credential").map(name -> LIST + "." + id.text() + "." + name))
        .toList();
  }

  /** The providers in the order of the file, with what can be shown of them added to the list. */
  static List<ProviderEntry> read(
      List<Section> tables,
      Surroundings around,
      ProviderLinks links,
      List<EffectiveSetting> shown) {
    Map<String, ProviderEntry> providers = new LinkedHashMap<>();
    for (Section table : tables) {
      new ProviderTable(table, around, links, shown)
          .read()
          .ifPresent(entry -> add(entry, providers, table, around.findings()));
    }
    return new ArrayList<>(providers.values());
  }

  private static void add(
      ProviderEntry entry, Map<String, ProviderEntry> providers, Section table, Findings findings) {
    boolean second =
        entry.byDefault() && providers.values().stream().anyMatch(ProviderEntry::byDefault);
    if (second) {
      findings.conflict(
          table.origin(),
          "more than one provider is the default.",
          "Set default = true on one provider only.");
    }
    ProviderEntry same = providers.putIfAbsent(entry.id(), entry);
    if (same != null) {
      findings.problem(
          SettingProblem.PROVIDER_INVALID,
          table.origin(),
          entry.id(),
          "the id is taken by the one at " + same.place().where() + ".");
    }
  }
}
