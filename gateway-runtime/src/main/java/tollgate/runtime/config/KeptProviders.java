package tollgate.runtime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.problem.SettingProblem;

/**
 * The document of the providers that were set through the admin API, {@code providers.json} in the
 * data folder, which nobody but its owner may read. Immutable: a change gives another one, which
 * counts once it is written.
 */
public final class KeptProviders {

  private static final String NAME = "providers.json";
  private static final String LIST = "providers";

  private final Map<String, Json.Obj> entries;

  private KeptProviders(Map<String, Json.Obj> entries) {
    this.entries = entries;
  }

  /** Where the document lies for this data folder. */
  public static Path fileIn(Path dataDir) {
    return dataDir.resolve(NAME);
  }

  /**
   * The document in this file; one without providers where there is none.
   *
   * @throws tollgate.runtime.problem.ProblemException where it cannot be read
   */
  public static KeptProviders read(Path file) {
    try {
      return of(JsonText.parse(text(file)));
    } catch (IOException | MalformedJson unreadable) {
      String why = "it cannot be read (" + unreadable.getClass().getSimpleName() + ")";
      throw SettingProblem.CONFIG_PROVIDERS.exception(why + ", see " + file);
    }
  }

  /** What the file says; an empty document where there is none. */
  static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException none) {
      return new KeptProviders(Map.of()).text();
    }
  }

  private static KeptProviders of(Json document) {
    var entries = new LinkedHashMap<String, Json.Obj>();
    if (document instanceof Json.Obj(var members)
        && members.get(LIST) instanceof Json.Arr(var items)) {
      for (Json item : items) {
        if (item instanceof Json.Obj entry && entry.members().get("id") instanceof Json.Text id) {
          entries.put(id.value(), entry);
        }
      }
    }
    return new KeptProviders(entries);
  }

  /** The entry with this id. */
  public Optional<Json.Obj> find(String id) {
    return Optional.ofNullable(entries.get(id));
  }

  /** The ids, in the order in which they were added. */
  public List<String> ids() {
    return List.copyOf(entries.keySet());
  }

  /** The same with this entry, in the place of the one that had its id. */
  public KeptProviders with(String id, Json.Obj entry) {
    var more = new LinkedHashMap<>(entries);
    more.put(id, entry);
    return new KeptProviders(more);
  }

  /** The same without the entry with this id. */
  public KeptProviders without(String id) {
    var fewer = new LinkedHashMap<>(entries);
    fewer.remove(id);
    return new KeptProviders(fewer);
  }

  /** As it stands in its file; may hold secrets. */
  public String text() {
    return JsonText.write(Json.object(LIST, new Json.Arr(new ArrayList<>(entries.values()))));
  }

  /** Puts it into its file, whole or not at all, and durably. */
  public void write(Path file) throws IOException {
    OwnersFile.write(file, text());
  }

  /** Shows no entry: one may hold a secret. */
  @Override
  public String toString() {
    return "KeptProviders" + entries.keySet();
  }
}
