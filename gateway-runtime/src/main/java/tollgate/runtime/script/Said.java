package tollgate.runtime.script;

import java.util.List;
import tollgate.api.json.Json;

/** What a script's function gave back, copied out of its world. */
public sealed interface Said {

  /** Plain data. */
  record Data(Json value) implements Said {}

  /** An object that a function of the host had given the script. */
  record Own(ScriptObject object) implements Said {}

  /** A list; what lies deeper in it is data. */
  record Several(List<Said> items) implements Said {

    /** What was said never changes. */
    public Several {
      items = List.copyOf(items);
    }
  }
}
