package tollgate.runtime.connect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.problem.ConnectProblem;

/** What the entries of a tool's settings were before, by the recipe's path and entry. */
record Memory(Path file) {

  Map<String, Map<String, Optional<String>>> read() {
    var all = new LinkedHashMap<String, Map<String, Optional<String>>>();
    try {
      if (Files.exists(file)) {
        ((Json.Obj) JsonText.parse(Files.readAllBytes(file)))
            .members()
            .forEach((path, entries) -> all.put(path, entries((Json.Obj) entries)));
      }
      return all;
    } catch (IOException | MalformedJson | ClassCastException broken) {
      throw ConnectProblem.CONNECT_UNREADABLE.exception(file, broken);
    }
  }

  void write(Map<String, Map<String, Optional<String>>> all) {
    var paths = new LinkedHashMap<String, Json>();
    all.forEach((path, entries) -> {
      var members = new LinkedHashMap<String, Json>();
      entries.forEach(
          (entry, value) -> members.put(entry, value.<Json>map(Json.Text::new).orElse(Json.NULL)));
      paths.put(path, new Json.Obj(members));
    });
    OwnFile.write(file, JsonText.writeBytes(new Json.Obj(paths)));
  }

  void forget() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException refused) {
      throw ConnectProblem.CONNECT_UNWRITABLE.exception(file, refused);
    }
  }

  private static Map<String, Optional<String>> entries(Json.Obj entries) {
    var all = new LinkedHashMap<String, Optional<String>>();
    entries
        .members()
        .forEach((entry, value) ->
            all.put(
                entry,
                value instanceof Json.Text(var text) ? Optional.of(text) : Optional.empty()));
    return all;
  }
}
