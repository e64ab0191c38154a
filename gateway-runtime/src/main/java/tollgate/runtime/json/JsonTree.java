package tollgate.runtime.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import tollgate.api.json.Json;

/** Edits values that an edit itself has brought: these are trees, not bytes. */
final class JsonTree {

  private JsonTree() {}

  /** The tree with a value set; {@code pointer} is only for the message. */
  static Json put(Json tree, List<String> path, Json value, String pointer) {
    if (path.isEmpty()) {
      return value;
    }
    String segment = path.getFirst();
    List<String> rest = path.subList(1, path.size());
    return switch (tree) {
      case Json.Obj(var members) -> {
        var changed = new LinkedHashMap<>(members);
        Json child = members.get(segment);
        if (child == null && !rest.isEmpty()) {
          throw new MisplacedEdit(pointer);
        }
        changed.put(segment, child == null ? value : put(child, rest, value, pointer));
        yield new Json.Obj(changed);
      }
      case Json.Arr(var items) -> {
        var changed = new ArrayList<>(items);
        int at = segment.equals("-") ? items.size() : number(segment);
        if (at < 0 || at > items.size() || (at == items.size() && !rest.isEmpty())) {
          throw new MisplacedEdit(pointer);
        }
        if (at == items.size()) {
          changed.add(value);
        } else {
          changed.set(at, put(items.get(at), rest, value, pointer));
        }
        yield new Json.Arr(changed);
      }
      case Json.Text _, Json.Num _, Json.Bool _, Json.Null _ -> throw new MisplacedEdit(pointer);
    };
  }

  /** The tree without a value; the same where it is not there. */
  static Json remove(Json tree, List<String> path) {
    String segment = path.getFirst();
    List<String> rest = path.subList(1, path.size());
    if (tree instanceof Json.Obj(var members) && members.containsKey(segment)) {
      var changed = new LinkedHashMap<>(members);
      if (rest.isEmpty()) {
        changed.remove(segment);
      } else {
        changed.computeIfPresent(segment, (name, child) -> remove(child, rest));
      }
      return new Json.Obj(changed);
    }
    int at = number(segment);
    if (tree instanceof Json.Arr(var items) && at >= 0 && at < items.size()) {
      var changed = new ArrayList<>(items);
      if (rest.isEmpty()) {
        changed.remove(at);
      } else {
        changed.set(at, remove(items.get(at), rest));
      }
      return new Json.Arr(changed);
    }
    return tree;
  }

  private static int number(String segment) {
    return JsonPointer.itemNumber(segment, 0, segment.length());
  }
}
