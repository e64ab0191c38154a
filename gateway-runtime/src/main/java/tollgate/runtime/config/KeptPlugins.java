package tollgate.runtime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.problem.SettingProblem;

/**
 * What was said of plugins through the admin API, {@code plugins.json} in the data folder, which
 * nobody but its owner may read. Immutable: a change gives another one, which counts once it is
 * written.
 *
 * @param disabled the ids of plugins that are not to be used
 * @param settings for each plugin the settings that were set; they win over the settings file
 */
public record KeptPlugins(Set<String> disabled, Map<String, Map<String, String>> settings) {

  /** Nothing was said. */
  public static final KeptPlugins NONE = new KeptPlugins(Set.of(), Map.of());

  /** What was said never changes. */
  public KeptPlugins {
    disabled = Set.copyOf(disabled);
    settings = Map.copyOf(settings);
  }

  /** Where the document lies for this data folder. */
  public static Path fileIn(Path dataDir) {
    return dataDir.resolve("plugins.json");
  }

  /**
   * What a file says; nothing where there is none.
   *
   * @throws tollgate.runtime.problem.ProblemException where it cannot be read
   */
  public static KeptPlugins read(Path file) {
    try {
      return of(JsonText.parse(Files.readString(file)));
    } catch (NoSuchFileException none) {
      return NONE;
    } catch (IOException | MalformedJson unreadable) {
      throw SettingProblem.CONFIG_UNREADABLE.exception(
          file + " (" + unreadable.getClass().getSimpleName() + ")");
    }
  }

  private static KeptPlugins of(Json document) {
    var settings = new TreeMap<String, Map<String, String>>();
    members(document, "settings").forEach((id, values) -> settings.put(id, texts(values)));
    Set<String> disabled = Set.of();
    if (document instanceof Json.Obj(var all) && all.get("disabled") instanceof Json.Arr(var ids)) {
      disabled =
          ids.stream()
              .filter(Json.Text.class::isInstance)
              .map(id -> ((Json.Text) id).value())
              .collect(Collectors.toSet());
    }
    return new KeptPlugins(disabled, settings);
  }

  private static Map<String, Json> members(Json document, String name) {
    return document instanceof Json.Obj(var all) && all.get(name) instanceof Json.Obj(var members)
        ? members
        : Map.of();
  }

  private static Map<String, String> texts(Json values) {
    var texts = new TreeMap<String, String>();
    if (values instanceof Json.Obj(var members)) {
      members.forEach((name, value) -> {
        if (value instanceof Json.Text(var text)) {
          texts.put(name, text);
        }
      });
    }
    return Map.copyOf(texts);
  }

  /** The same with this plugin in use, or not. */
  public KeptPlugins with(String id, boolean enabled) {
    var others = new TreeSet<>(disabled);
    if (enabled) {
      others.remove(id);
    } else {
      others.add(id);
    }
    return new KeptPlugins(others, settings);
  }

  /** The same with these settings of a plugin, and no others of it. */
  public KeptPlugins with(String id, Map<String, String> values) {
    var others = new TreeMap<>(settings);
    if (values.isEmpty()) {
      others.remove(id);
    } else {
      others.put(id, Map.copyOf(values));
    }
    return new KeptPlugins(disabled, others);
  }

  /** The same without anything about a plugin. */
  public KeptPlugins without(String id) {
    return with(id, true).with(id, Map.of());
  }

  /** The settings of a plugin that were set. */
  public Map<String, String> of(String id) {
    return settings.getOrDefault(id, Map.of());
  }

  /** Puts it into its file, whole or not at all, and durably. */
  public void write(Path file) throws IOException {
    var tables = new LinkedHashMap<String, Json>();
    new TreeMap<>(settings)
        .forEach((id, values) -> {
          var table = new LinkedHashMap<String, Json>();
          new TreeMap<>(values).forEach((name, value) -> table.put(name, Json.text(value)));
          tables.put(id, new Json.Obj(table));
        });
    SequencedSet<String> ids = new TreeSet<>(disabled);
    List<Json> list = ids.stream().<Json>map(Json::text).toList();
    OwnersFile.write(
        file,
        JsonText.write(
            Json.object("disabled", new Json.Arr(list), "settings", new Json.Obj(tables))));
  }

  /** Shows no settings: one may be a secret. */
  @Override
  public String toString() {
    return "KeptPlugins[disabled=" + disabled + ", settings for " + settings.keySet() + "]";
  }
}
