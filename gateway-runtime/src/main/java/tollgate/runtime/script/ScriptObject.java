package tollgate.runtime.script;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something a script may look at, member by member, and cannot change. A member is asked for when
 * the script first reads it, on the thread that runs the script; it must not block.
 */
public interface ScriptObject {

  /** The names of its members, in the order a script sees them. */
  List<String> members();

  /**
   * A member: {@code null}, {@link Boolean}, {@link Long}, {@link Integer}, {@link Double}, {@link
   * String}, a {@link List} of these, another object or a {@link ScriptFunction}.
   *
   * @throws IllegalArgumentException when there is no such member; the script sees the message
   */
  @Nullable Object member(String name);
}
