package tollgate.dialect.openai.chat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tollgate.api.call.Refusal;
import tollgate.api.dialect.Framing;
import tollgate.api.json.Json;
import tollgate.dialect.openai.wire.ErrorShape;

/**
 * The events that end a completion before its time: per choice a last delta with the sentence and
 * {@code finish_reason: stop}, then {@code [DONE]}. It is not {@code length}: tools answer that by
 * asking for the rest (Qwen Code 0.24.4 and Cline 3.0.65 do). The extra usage chunk is left out:
 * its figures are the upstream's to tell, and OpenAI says that a stream which is cut short may lack
 * it.
 */
final class Ending {

  private final Framing framing;
  private final Refusal refusal;
  private final ChunkHead head;
  private final List<byte[]> events = new ArrayList<>();

  Ending(Framing framing, Refusal refusal, ChunkHead head) {
    this.framing = framing;
    this.refusal = refusal;
    this.head = head;
  }

  /** An error without a {@code [DONE]}, so that nobody takes half a tool call for a whole one. */
  List<byte[]> asError() {
    event(Json.encode(ErrorShape.event(refusal)));
    return List.copyOf(events);
  }

  /** The regular end of whatever has not ended yet. */
  List<byte[]> asCompletion(Choices choices) {
    choices
        .unfinished()
        .forEach(index -> {
          choice(index, "\n\n[" + refusal.message() + "]", Json.NULL);
          choice(index, "", Json.text("stop"));
        });
    if (framing == Framing.SSE) {
      event("[DONE]");
    }
    return List.copyOf(events);
  }

  private void choice(int index, String text, Json finishReason) {
    event(Json.encode(head.chunk(head.choice(index, text, finishReason), refusal.callId())));
  }

  private void event(String data) {
    String text = framing == Framing.SSE ? "data: " + data + "\n\n" : data + "\n";
    events.add(text.getBytes(StandardCharsets.UTF_8));
  }
}
