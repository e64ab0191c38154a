package tollgate.dialect.anthropic.messages;

import java.util.Set;
import java.util.TreeMap;
import tollgate.api.json.JsonView;

/** The content blocks of a message: which are open, and which number the next one gets. */
final class Blocks {

  /** Upstreams open one at a time; a broken one must not fill the memory. */
  private static final int MOST_OPEN = 64;

  private static final int HIGHEST_INDEX = 1_000_000;

  /**
   * Blocks that must not be closed half-way: a tool would be called with half its input, half a
   * summary would stand for a conversation, and an unsigned thought is refused by Anthropic in
   * every later request that repeats it.
   */
  private static final Set<String> UNCLOSABLE =
      Set.of("tool_use", "server_tool_use", "mcp_tool_use", "compaction", "thinking");

  private final TreeMap<Integer, String> open = new TreeMap<>();
  private int next;

  void start(JsonView index, JsonView block) {
    int number = number(index);
    next = Math.max(next, number + 1);
    open.put(number, block.at("/type").asText(32).orElse(""));
    if (open.size() > MOST_OPEN) {
      open.pollFirstEntry();
    }
  }

  void stop(JsonView index) {
    open.remove(number(index));
  }

  boolean cannotClose() {
    return open.values().stream().anyMatch(UNCLOSABLE::contains);
  }

  /** Whether an open block may be closed where it is. */
  boolean closes(int index) {
    return !UNCLOSABLE.contains(open.getOrDefault(index, ""));
  }

  /** The indexes of the open blocks, in order. */
  Iterable<Integer> open() {
    return open.keySet();
  }

  /** Whether a block is open and takes text. */
  boolean takesText(int index) {
    return "text".equals(open.get(index));
  }

  /** The index of the block that would come next. */
  int next() {
    return next;
  }

  private int number(JsonView index) {
    return (int) Math.clamp(index.asLong().orElse(next), 0L, HIGHEST_INDEX);
  }
}
