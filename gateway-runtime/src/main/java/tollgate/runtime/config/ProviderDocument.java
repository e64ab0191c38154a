package tollgate.runtime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.problem.SettingProblem;

/**
 * Reads the predecessor's form of providers, one JSON document of its setting {@code
 * providers.json} or of the file {@code providers.file}, and puts its entries among those of the
 * tables.
 */
final class ProviderDocument {

  private final ResolvedSettings settings;
  private final Surroundings around;
  private final ProviderLinks links;
  private final List<EffectiveSetting> shown;

  ProviderDocument(
      ResolvedSettings settings,
      Surroundings around,
      ProviderLinks links,
      List<EffectiveSetting> shown) {
    this.settings = settings;
    this.around = around;
    this.links = links;
    this.shown = shown;
  }

  /**
   * The providers of the tables and of the document; of one id the document's, in the old place.
   */
  List<ProviderEntry> addTo(List<ProviderEntry> tables) {
    Map<String, ProviderEntry> all = new LinkedHashMap<>();
    tables.forEach(entry -> all.put(entry.id(), entry));
    document()
        .ifPresent(document -> {
          for (ProviderEntry read : entries(document, DocumentForm.PREDECESSOR)) {
            ProviderEntry entry = completed(read, tables);
            all.merge(entry.id(), entry, (before, now) -> now.inPlaceOf(before));
            show(entry);
          }
        });
    return new ArrayList<>(all.values());
  }

  /**
   * The same with those of the gateway's own document, which stand behind all others; one whose id
   * is taken has no effect.
   */
  List<ProviderEntry> addKept(List<ProviderEntry> configured, Kept kept) {
    Map<String, ProviderEntry> all = new LinkedHashMap<>();
    configured.forEach(entry -> all.put(entry.id(), entry));
    Origin origin = new Origin(kept.file().toString(), Origin.folderOf(kept.file()));
    for (ProviderEntry read : entries(new Document(kept.text(), origin), DocumentForm.KEPT)) {
      ProviderEntry entry = completed(read, configured);
      ProviderEntry same = all.putIfAbsent(entry.id(), entry);
      if (same == null) {
        show(entry);
      } else {
        around
            .findings()
            .warn(
                entry.place().path(),
                origin,
                "It has no effect: the id is taken by the one at " + same.place().where() + ".");
      }
      if (same == null && entry.byDefault()) {
        demandNoOtherDefault(entry, all.values(), origin);
      }
    }
    return new ArrayList<>(all.values());
  }

  private void demandNoOtherDefault(
      ProviderEntry entry, Collection<ProviderEntry> all, Origin origin) {
    all.stream()
        .filter(other -> other.byDefault() && !other.id().equals(entry.id()))
        .findFirst()
        .ifPresent(other ->
            around
                .findings()
                .conflict(
                    origin,
                    entry.id() + " and " + other.id() + " are both the default provider.",
                    "Set default on one provider only."));
  }

  /**
   * The gateway's own document.
   *
   * @param file where it lies
   * @param text what it says
   */
  record Kept(Path file, String text) {}

  private record Document(String text, Origin origin) {}

  private Optional<Document> document() {
    Secret json = settings.of(SettingTable.PROVIDERS_JSON);
    String file = settings.of(SettingTable.PROVIDERS_FILE);
    Origin fileOrigin = settings.originOf(SettingTable.PROVIDERS_FILE);
    if (!json.isEmpty()) {
      Origin origin = settings.originOf(SettingTable.PROVIDERS_JSON);
      if (!file.isEmpty()) {
        around
            .findings()
            .warn(
                SettingTable.PROVIDERS_FILE.path(),
                fileOrigin,
                "It has no effect: " + origin.where() + " holds the providers.");
      }
      return Optional.of(new Document(json.reveal(), origin));
    }
    return file.isEmpty() ? Optional.empty() : content(file, fileOrigin);
  }

  private Optional<Document> content(String name, Origin origin) {
    Path file = around.places().resolve(Path.of(name), origin);
    try {
      return Optional.of(
          new Document(Files.readString(file), new Origin(file.toString(), Origin.folderOf(file))));
    } catch (IOException unreadable) {
      around
          .findings()
          .problem(
              SettingProblem.CONFIG_UNREADABLE,
              origin,
              "the providers document: " + unreadable + ".");
      return Optional.empty();
    }
  }

  private List<ProviderEntry> entries(Document document, DocumentForm form) {
    var whole = new DocumentPart("", form, document.origin(), around, links.types());
    Json json;
    try {
      json = JsonText.parse(document.text());
    } catch (MalformedJson malformed) {
      // The reason may repeat what stands there, and that may be a secret.
      whole.problem("it is no JSON, as byte " + malformed.offset() + " shows");
      return List.of();
    }
    if (!(json instanceof Json.Obj(var members))) {
      whole.problem("providers must be contained in an object");
      return List.of();
    }
    DocumentPart list = whole.at("providers");
    if (!(members.get("providers") instanceof Json.Arr(var items))) {
      list.must("must be an array");
      return List.of();
    }
    var entries = new ArrayList<ProviderEntry>();
    for (int i = 0; i < items.size(); i++) {
      DocumentPart part = part(list, items.get(i), i);
      if (items.get(i) instanceof Json.Obj entry) {
        entries.add(new DocumentEntry(part, entry).read());
      } else {
        part.must("must be an object");
      }
    }
    return entries;
  }

  /** The admin API knows its entries by id, not by number. */
  private static DocumentPart part(DocumentPart list, Json item, int index) {
    return list.isKept()
            && item instanceof Json.Obj(var members)
            && members.get("id") instanceof Json.Text(var id)
            && ProviderTable.ID.matcher(id).matches()
        ? list.at(id)
        : list.item(index);
  }

  /**
   * With what an entry takes from elsewhere. One that preserves credentials and goes where a table
   * has one for goes there with that one: what the client sends is a key of the gateway, or none.
   */
  private ProviderEntry completed(ProviderEntry entry, List<ProviderEntry> tables) {
    var proxy = links.proxies().find(entry.baseUrl()).map(ProxyRules.Choice::proxy);
    var connected =
        entry.with(
            new ProviderConnection(
                HttpProtocol.AUTO, proxy.orElse(OutboundProxy.NONE), links.commonAuthorities()));
    if (entry.auth().mode() != ProviderAuth.Mode.PRESERVE) {
      return connected;
    }
    return tables.stream()
        .filter(table -> table.baseUrl().equals(entry.baseUrl()) && !table.credential().isEmpty())
        .findFirst()
        .map(table ->
            connected.with(new ProviderAuth(ProviderAuth.Mode.BEARER, ""), table.credential()))
        .orElse(connected);
  }

  private void show(ProviderEntry entry) {
    shown.removeIf(
        setting -> setting.path().startsWith(ProviderTables.LIST + "." + entry.id() + "."));
    show(entry, "type", entry.type());
    show(entry, "base-url", entry.baseUrl().toString());
    show(entry, "auth", new ChoiceKind<>(ProviderAuth.Mode.class).text(entry.auth().mode()));
    if (!entry.credential().isEmpty()) {
      show(entry, "credential", entry.credential().toString());
    }
    show(entry, "paths", String.join(",", entry.paths().served()));
    if (!entry.paths().upstream().isEmpty()) {
      show(entry, "upstream-path", entry.paths().upstream());
    }
    if (!entry.models().beginnings().isEmpty()) {
      show(entry, "models", String.join(",", entry.models().beginnings()));
    }
    entry
        .dress()
        .headers()
        .forEach((name, value) -> show(entry, "headers." + name, Masking.of(name, value)));
    if (!entry.connection().proxy().isNone()) {
      show(entry, "proxy", new ProxyKind().text(entry.connection().proxy()));
    }
  }

  private void show(ProviderEntry entry, String name, String text) {
    shown.add(
        new EffectiveSetting(
            ProviderTables.LIST + "." + entry.id() + "." + name,
            text,
            entry.place().where() + " " + entry.place().path()));
  }
}
