package tollgate.runtime.script;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tollgate.api.json.Json;

/** Something a script may ask; it must not block. */
@FunctionalInterface
public interface ScriptFunction {

  /**
   * Answers with a value as a member of a {@link ScriptObject} is one.
   *
   * @param given the arguments, copied
   * @throws IllegalArgumentException when the question makes no sense; the script sees the message
   */
  @Nullable Object answer(List<Json> given);
}
