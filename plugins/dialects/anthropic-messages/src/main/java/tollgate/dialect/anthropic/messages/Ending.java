package tollgate.dialect.anthropic.messages;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tollgate.api.call.Refusal;
import tollgate.api.dialect.Framing;
import tollgate.api.json.Json;
import tollgate.api.usage.TokenCounts;

/**
 * The events that end a message before its time. The order is that of every message (streaming
 * page, October 2026): the open block closes, {@code message_delta} tells the reason and the usage,
 * {@code message_stop} ends. The reason is that of an ordinary end: of a message that reached its
 * token limit, Claude Code 2.1.197 asks for the rest. Clients fail on a {@code message_delta}
 * without usage, so there always is one.
 */
final class Ending {

  private final Framing framing;
  private final Refusal refusal;
  private final List<byte[]> events = new ArrayList<>();

  Ending(Framing framing, Refusal refusal) {
    this.framing = framing;
    this.refusal = refusal;
  }

  /** The error event: what comes after it is for nobody. */
  List<byte[]> asError() {
    event("error", ErrorShape.event(refusal));
    return List.copyOf(events);
  }

  /** The last event alone, for a message that has told its stop reason already. */
  List<byte[]> asStop() {
    event("message_stop", Json.object("type", "message_stop"));
    return List.copyOf(events);
  }

  /**
   * The sentence in the open text block, or in one of its own, then the regular end. What must not
   * be closed half-way stays open: whoever is told this forgets it.
   */
  List<byte[]> asMessage(Blocks blocks, TokenCounts tokens) {
    boolean said = false;
    for (int index : blocks.open()) {
      if (blocks.takesText(index) && !said) {
        text(index);
        said = true;
      }
      if (blocks.closes(index)) {
        stopBlock(index);
      }
    }
    if (!said) {
      startBlock(blocks.next());
      text(blocks.next());
      stopBlock(blocks.next());
    }
    stopReason(tokens);
    return asStop();
  }

  private void startBlock(int index) {
    event(
        "content_block_start",
        Json.object(
            "type",
            "content_block_start",
            "index",
            index,
            "content_block",
            Json.object("type", "text", "text", "")));
  }

  private void text(int index) {
    event(
        "content_block_delta",
        Json.object(
            "type",
            "content_block_delta",
            "index",
            index,
            "delta",
            Json.object("type", "text_delta", "text", "\n\n[" + refusal.message() + "]")));
  }

  private void stopBlock(int index) {
    event("content_block_stop", Json.object("type", "content_block_stop", "index", index));
  }

  private void stopReason(TokenCounts tokens) {
    event(
        "message_delta",
        Json.object(
            "type", "message_delta",
            "delta", Json.object("stop_reason", "end_turn", "stop_sequence", Json.NULL),
            "usage",
                Json.object(
                    "input_tokens", tokens.input(),
                    "cache_creation_input_tokens", tokens.cacheWrite(),
                    "cache_read_input_tokens", tokens.cacheRead(),
                    "output_tokens", tokens.output())));
  }

  private void event(String name, Json data) {
    String text =
        framing == Framing.SSE
            ? "event: " + name + "\ndata: " + Json.encode(data) + "\n\n"
            : Json.encode(data) + "\n";
    events.add(text.getBytes(StandardCharsets.UTF_8));
  }
}
