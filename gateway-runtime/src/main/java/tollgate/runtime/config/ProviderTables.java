package tollgate.runtime.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tollgate.runtime.problem.Problem;

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
              "protocol",
              "word",
              "auto",
              "auto, http/1.1 or h2: how to speak HTTP with it. auto lets TLS decide and uses"
                  + " HTTP/1.1 without TLS."),
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
      List<Section> tables, Surroundings surroundings, List<EffectiveSetting> shown) {
    Map<String, ProviderEntry> providers = new LinkedHashMap<>();
    for (Section table : tables) {
      new ProviderTable(table, surroundings, shown)
          .read()
          .ifPresent(entry -> add(entry, providers, table, surroundings.findings()));
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
          Problem.PROVIDER_INVALID,
          table.origin(),
          entry.id(),
          "the id is taken by the one at " + same.where() + ".");
    }
  }
}
