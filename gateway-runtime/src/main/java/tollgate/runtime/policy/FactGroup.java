package tollgate.runtime.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tollgate.runtime.script.ScriptFunction;
import tollgate.runtime.script.ScriptObject;

/** Facts that stand together. Each is found out when it is first asked for, and noted then. */
final class FactGroup implements ScriptObject {

  private final String path;
  private final List<String> names;
  private final Function<String, @Nullable Object> values;
  private final Notes notes;
  private final Map<String, @Nullable Object> found = new HashMap<>();

  /**
   * A group.
   *
   * @param path where it stands, with a dot at the end; empty for the call itself
   * @param values gives a fact by its name
   */
  FactGroup(
      String path, List<String> names, Function<String, @Nullable Object> values, Notes notes) {
    this.path = path;
    this.names = names;
    this.values = values;
    this.notes = notes;
  }

  @Override
  public List<String> members() {
    return names;
  }

  @Override
  public @Nullable Object member(String name) {
    Object known = found.get(name);
    if (known != null || found.containsKey(name)) {
      return known;
    }
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          "there is no fact call." + path + name + "; there is " + String.join(", ", names));
    }
    notes.require(path + name);
    Object value = values.apply(name);
    found.put(name, value);
    if (!(value instanceof ScriptObject) && !(value instanceof ScriptFunction)) {
      notes.note(path + name, value);
    }
    return value;
  }
}
