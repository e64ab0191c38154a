package tollgate.dialect.gemini;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import tollgate.api.json.JsonView;
import tollgate.api.json.JsonView.Kind;

/** The candidates of one reply: which have begun, which call a function, which have ended. */
final class Candidates {

  /** Google allows eight; a broken upstream must not fill the memory. */
  private static final int TYPE_LIMIT = 64;

  private static final long HIGHEST_INDEX = 255;

  private final BitSet begun = new BitSet();
  private final BitSet calling = new BitSet();
  private final BitSet finished = new BitSet();
  private final Map<Integer, Integer> searches = new HashMap<>();
  private boolean mapped;
  private long pictures;

  /**
   * Takes in the candidates of one event.
   *
   * @return how many bytes of text, thoughts and function arguments they brought
   */
  long take(JsonView list) {
    long bytes = 0;
    for (JsonView candidate : list.items()) {
      bytes += takeOne(candidate);
    }
    return bytes;
  }

  /** Whether all candidates that have begun have ended, and there was one. */
  boolean finished() {
    return !begun.isEmpty() && begun.cardinality() == finished.cardinality();
  }

  /** Whether a function call is being written that comes in several events. */
  boolean callsFunction() {
    return unfinished().anyMatch(calling::get);
  }

  /** The candidates that have begun and not ended; the first one where none has begun. */
  IntStream unfinished() {
    return begun.isEmpty() ? IntStream.of(0) : begun.stream().filter(index -> !finished.get(index));
  }

  /** Queries of the searches the reply rests on; each candidate searched for itself. */
  long searches() {
    return searches.values().stream().mapToLong(Integer::longValue).sum();
  }

  /** Whether the reply rests on maps, which have a price of their own. */
  boolean mapped() {
    return mapped;
  }

  /** Pictures that were made; those of a thought are not charged. */
  long pictures() {
    return pictures;
  }

  private long takeOne(JsonView candidate) {
    int index = (int) Math.clamp(candidate.at("/index").asLong().orElse(0), 0L, HIGHEST_INDEX);
    begun.set(index);
    if (candidate.at("/finishReason").kind() == Kind.TEXT) {
      finished.set(index);
    }
    JsonView grounding = candidate.at("/groundingMetadata");
    searches.merge(index, grounding.at("/webSearchQueries").size(), Math::max);
    for (JsonView chunk : grounding.at("/groundingChunks").items()) {
      mapped |= chunk.at("/maps").kind() == Kind.OBJECT;
    }
    long bytes = 0;
    for (JsonView part : candidate.at("/content/parts").items()) {
      boolean picture =
          part.at("/inlineData/mimeType").asText(TYPE_LIMIT).orElse("").startsWith("image/");
      pictures += picture && !part.at("/thought").isTrue() ? 1 : 0;
      JsonView call = part.at("/functionCall");
      if (call.kind() == Kind.OBJECT) {
        calling.set(index, call.at("/willContinue").isTrue());
      }
      bytes += length(part.at("/text")) + length(part.at("/executableCode/code"));
      bytes += call.at("/args").byteLength() + call.at("/partialArgs").byteLength();
    }
    return bytes;
  }

  private static long length(JsonView text) {
    return text.kind() == Kind.TEXT ? text.byteLength() - 2 : 0;
  }
}
