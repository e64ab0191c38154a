package tollgate.testkit;

import static tollgate.testkit.GoldenCase.textOf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tollgate.api.json.Json;
import tollgate.api.json.JsonEdit;
import tollgate.api.json.JsonView;

/** Edits as golden files write them, and what they make of a document. */
final class Edits {
  private Edits() {}

  /** A list of {@code {"put": pointer, "value": …}} and {@code {"remove": pointer}}. */
  static List<JsonEdit> read(JsonView list) {
    var edits = new ArrayList<JsonEdit>();
    for (JsonView edit : list.items()) {
      edits.add(
          edit.at("/put").exists()
              ? new JsonEdit.Put(textOf(edit.at("/put"), ""), JsonTree.toJson(edit.at("/value")))
              : new JsonEdit.Remove(edit.at("/remove").asText(Integer.MAX_VALUE).orElseThrow()));
    }
    return List.copyOf(edits);
  }

  /** The same edits with every number in the one form that golden files are read in. */
  static List<JsonEdit> comparable(List<JsonEdit> edits) {
    return edits.stream().map(Edits::comparable).toList();
  }

  private static JsonEdit comparable(JsonEdit edit) {
    return switch (edit) {
      case JsonEdit.Put(var pointer, var value) ->
          new JsonEdit.Put(pointer, JsonTree.toJson(JsonTree.parse(Json.encode(value))));
      case JsonEdit.Remove remove -> remove;
    };
  }

  /** The document after the edits, one after the other. */
  static Json apply(Json document, List<JsonEdit> edits) {
    Json edited = document;
    for (JsonEdit edit : edits) {
      edited = apply(edited, path(edit.pointer()), edit);
    }
    return edited;
  }

  private static List<String> path(String pointer) {
    return List.of(pointer.substring(1).split("/", -1)).stream()
        .map(token -> token.replace("~1", "/").replace("~0", "~"))
        .toList();
  }

  private static Json apply(Json target, List<String> path, JsonEdit edit) {
    List<String> rest = path.subList(1, path.size());
    return switch (target) {
      case Json.Obj(var members) -> new Json.Obj(edited(members, path.getFirst(), rest, edit));
      case Json.Arr(var items) -> {
        var changed = new ArrayList<>(items);
        int index = Integer.parseInt(path.getFirst());
        changed.set(index, rest.isEmpty() ? put(edit) : apply(items.get(index), rest, edit));
        yield new Json.Arr(changed);
      }
      case Json.Text _, Json.Num _, Json.Bool _, Json.Null _ ->
          throw new AssertionError("the edit at " + edit.pointer() + " leads through a value");
    };
  }

  private static Map<String, Json> edited(
      Map<String, Json> members, String name, List<String> rest, JsonEdit edit) {
    var changed = new LinkedHashMap<>(members);
    if (!rest.isEmpty()) {
      Json inner = members.get(name);
      if (inner != null) {
        changed.put(name, apply(inner, rest, edit));
      } else if (edit instanceof JsonEdit.Put) {
        throw new AssertionError("the edit at " + edit.pointer() + " leads through nothing");
      }
    } else if (edit instanceof JsonEdit.Remove) {
      changed.remove(name);
    } else {
      changed.put(name, put(edit));
    }
    return changed;
  }

  private static Json put(JsonEdit edit) {
    if (edit instanceof JsonEdit.Put(_, var value)) {
      return value;
    }
    throw new AssertionError("items of arrays are not removed: " + edit.pointer());
  }
}
