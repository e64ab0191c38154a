package tollgate.runtime.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.script.ScriptSource;

/**
 * The policies that could all be used when the folder was last read, in a file: what a start goes
 * on with where somebody broke one of them while no gateway ran.
 */
final class LastGoodPolicies {
  private static final String FOLDER = "folder";
  private static final String POLICIES = "policies";
  private static final String LIBRARY = "library";

  private final Path file;
  private String written = "";

  LastGoodPolicies(Path file) {
    this.file = file;
  }

  /** Keeps what lies in a folder; does nothing where that is kept already. */
  synchronized void keep(Path folder, List<ScriptSource> policies) {
    var texts = new LinkedHashMap<String, Json>();
    var library = new TreeMap<String, Json>();
    for (ScriptSource policy : policies) {
      texts.put(policy.name(), Json.text(policy.text()));
      policy.library().forEach((path, text) -> library.put(path, Json.text(text)));
    }
    String text =
        JsonText.write(
            Json.object(
                FOLDER,
                nameOf(folder),
                POLICIES,
                new Json.Obj(texts),
                LIBRARY,
                new Json.Obj(library)));
    if (text.equals(written)) {
      return;
    }
    try {
      Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
      PolicyFolder.write(file, text);
      written = text;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** Those of a folder, in their order; empty where none are kept, or only those of another. */
  synchronized Optional<List<ScriptSource>> of(Path folder) {
    try {
      if (!Files.exists(file)
          || !(JsonText.parse(Files.readString(file)) instanceof Json.Obj(var members))
          || !Json.text(nameOf(folder)).equals(members.get(FOLDER))) {
        return Optional.empty();
      }
      Map<String, String> library = texts(members.getOrDefault(LIBRARY, Json.NULL));
      return Optional.of(
          texts(members.getOrDefault(POLICIES, Json.NULL)).entrySet().stream()
              .map(policy -> new ScriptSource(policy.getKey(), policy.getValue(), library))
              .toList());
    } catch (IOException | MalformedJson unreadable) {
      return Optional.empty(); // then there is nothing to go on with, and nothing is let through
    }
  }

  private static String nameOf(Path folder) {
    return folder.toAbsolutePath().normalize().toString();
  }

  private static Map<String, String> texts(Json json) {
    var texts = new LinkedHashMap<String, String>();
    if (json instanceof Json.Obj(var members)) {
      members.forEach((name, value) -> {
        if (value instanceof Json.Text(var text)) {
          texts.put(name, text);
        }
      });
    }
    return texts;
  }
}
