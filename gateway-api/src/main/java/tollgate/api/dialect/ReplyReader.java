package tollgate.api.dialect;

import java.util.List;
import tollgate.api.call.Manner;
import tollgate.api.call.Refusal;
import tollgate.api.json.JsonView;
import tollgate.api.usage.Usage;

/**
 * Follows one reply from its first event to its last: counts usage, knows whether the end was
 * reached, and can end the reply properly when the gateway must.
 *
 * <p>One reader serves one reply, on the call's own thread, beside the bytes on their way to the
 * client: it must not block and must not throw for anything an upstream may send.
 *
 * <p>Counters that a stream repeats are cumulative: keep the last or the largest, never a sum.
 *
 * @since 1.0
 */
public interface ReplyReader {

  /** How the body divides; asked before the first byte and the same whenever it is asked. */
  Framing framing();

  /**
   * Whether {@link #event} may ever answer {@link Disposition#DROP} for this reply. Only then does
   * the gateway hold an event that is still incomplete back from the client; otherwise every byte
   * goes on as it comes.
   */
  default boolean filters() {
    return false;
  }

  /** Sees one event. Called for every framing but {@link Framing#WHOLE}. */
  Disposition event(StreamEvent event);

  /**
   * Sees the whole body once. Called for {@link Framing#WHOLE} only, with a view of kind MISSING
   * when the body is not JSON.
   */
  void whole(JsonView body);

  /** Whether the reply's legitimate last event, or its whole body, has been seen. */
  boolean ended();

  /** An error the upstream told in the midst of the stream, in its own words; empty when none. */
  String fault();

  /**
   * Usage as far as it is known at this moment, output counted from the text seen where the
   * upstream has told none yet. Provenance is at best RUNNING.
   */
  Usage running();

  /** Usage at the end; {@link Usage#UNKNOWN} where the reply told none. */
  Usage usage();

  /**
   * The bytes that end this stream as the dialect's clients expect it, given all that was seen: its
   * error event while a tool call is open, else its legitimate end with a readable sentence. Empty
   * for {@link Framing#WHOLE}.
   *
   * <p>For {@link Framing#JSON_ARRAY} each element is one item of the array and nothing else: the
   * gateway knows which commas and brackets the client has, and writes those that are missing.
   */
  List<byte[]> ending(Refusal refusal);

  /**
   * The same for one tool. By default as for any other; a dialect in which parts of an answer are
   * closed one by one may leave open what this tool forgets.
   *
   * @param manner how the tool wants to be told
   */
  default List<byte[]> ending(Refusal refusal, Manner manner) {
    return ending(refusal);
  }
}
