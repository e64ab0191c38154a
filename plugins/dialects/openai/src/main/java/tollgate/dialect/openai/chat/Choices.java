package tollgate.dialect.openai.chat;

import java.util.BitSet;
import java.util.stream.IntStream;
import tollgate.api.json.JsonView;
import tollgate.api.json.JsonView.Kind;

/** The choices of one reply: which have begun, which call a tool, which have ended. */
final class Choices {

  /** OpenAI allows 128; a broken upstream must not fill the memory. */
  private static final long HIGHEST_INDEX = 255;

  private final BitSet begun = new BitSet();
  private final BitSet calling = new BitSet();
  private final BitSet finished = new BitSet();
  private boolean searched;

  /**
   * Takes in a choice of a chunk.
   *
   * @return how many bytes of text, reasoning and tool input it brought
   */
  long take(JsonView choice) {
    int index = (int) Math.clamp(choice.at("/index").asLong().orElse(0), 0L, HIGHEST_INDEX);
    JsonView delta = choice.at("/delta");
    begun.set(index);
    if (delta.at("/tool_calls").size() > 0 || delta.at("/function_call").kind() == Kind.OBJECT) {
      calling.set(index);
    }
    if (choice.at("/finish_reason").kind() == Kind.TEXT) {
      finished.set(index);
    }
    noteSearch(choice);
    return textLength(delta) + length(choice.at("/text"));
  }

  /**
   * Models that search before they answer do so once a call and tell of it only by what they cite
   * (web search page, October 2026).
   */
  void noteSearch(JsonView choice) {
    searched |= cites(choice.at("/delta/annotations")) || cites(choice.at("/message/annotations"));
  }

  /** Whether the answer rests on a search of the web. */
  boolean searched() {
    return searched;
  }

  private static boolean cites(JsonView annotations) {
    for (JsonView annotation : annotations.items()) {
      if (annotation.at("/type").isText("url_citation")) {
        return true;
      }
    }
    return false;
  }

  /** Whether all choices that have begun have ended, and there was one. */
  boolean finished() {
    return !begun.isEmpty() && begun.cardinality() == finished.cardinality();
  }

  /** Whether a tool call is under way: nothing but the choice's end closes one. */
  boolean callsTool() {
    return unfinished().anyMatch(calling::get);
  }

  /** The choices that have begun and not ended; the first one where none has begun. */
  IntStream unfinished() {
    return begun.isEmpty() ? IntStream.of(0) : begun.stream().filter(index -> !finished.get(index));
  }

  private static long textLength(JsonView delta) {
    long reasoning =
        Math.max(length(delta.at("/reasoning_content")), length(delta.at("/reasoning"))); // or both
    long bytes =
        reasoning
            + length(delta.at("/content"))
            + length(delta.at("/refusal"))
            + length(delta.at("/function_call/arguments"));
    for (JsonView call : delta.at("/tool_calls").items()) {
      bytes += length(call.at("/function/arguments")) + length(call.at("/custom/input"));
    }
    return bytes;
  }

  private static long length(JsonView text) {
    return text.kind() == Kind.TEXT ? text.byteLength() - 2 : 0;
  }
}
