package tollgate.dialect.openai.other;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import tollgate.api.call.Refusal;
import tollgate.api.call.ReplyHead;
import tollgate.api.call.RequestFacts;
import tollgate.api.dialect.Disposition;
import tollgate.api.dialect.Framing;
import tollgate.api.dialect.ReplyReader;
import tollgate.api.dialect.StreamEvent;
import tollgate.api.json.Json;
import tollgate.api.json.JsonView;
import tollgate.api.json.JsonView.Kind;
import tollgate.api.usage.Provenance;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;
import tollgate.dialect.openai.other.OtherCounters.Output;
import tollgate.dialect.openai.wire.ErrorShape;

/**
 * Follows one reply, whole or in events. A body that is no JSON is sound, a picture or plain text:
 * complete when it has come, with its usage unknown.
 *
 * <p>Pictures are counted: models that tell no tokens are charged by the piece.
 */
final class OtherReader implements ReplyReader {

  private static final int BYTES_PER_TOKEN = 4;
  private static final int TEXT_LIMIT = 256;
  private static final int FAULT_LIMIT = 500;

  private static final String SPOKEN = "speech.audio.done";
  private static final String DRAWN = "image_generation.completed";
  private static final String REDRAWN = "image_edit.completed";

  /** The last events of the streams that tell usage (streaming pages, October 2026). */
  private static final Set<String> LAST_EVENTS =
      Set.of(SPOKEN, "transcript.text.done", DRAWN, REDRAWN);

  private final Framing framing;
  private final boolean pictures;
  private final OtherCounters counters = new OtherCounters();
  private String servedModel = "";
  private String fault = "";
  private long textBytes;
  private long made;
  private boolean spoken;
  private boolean done;

  OtherReader(RequestFacts facts, ReplyHead head) {
    pictures = !facts.hint(RequestReading.PICTURES).isEmpty();
    framing = head.mediaType().equals("text/event-stream") ? Framing.SSE : Framing.WHOLE;
  }

  @Override
  public Framing framing() {
    return framing;
  }

  @Override
  public Disposition event(StreamEvent event) {
    JsonView data = event.json();
    String type = data.at("/type").asText(TEXT_LIMIT).orElse("");
    if (type.equals("transcript.text.delta") && data.at("/delta").kind() == Kind.TEXT) {
      textBytes += data.at("/delta").byteLength() - 2;
    }
    spoken |= type.equals(SPOKEN);
    made += type.equals(DRAWN) || type.equals(REDRAWN) ? 1 : 0;
    done |= LAST_EVENTS.contains(type) || event.isText("[DONE]");
    take(data);
    if (type.equals("error") && fault.isEmpty()) {
      fault = data.at("/message").asText(FAULT_LIMIT).orElse(type);
    }
    return Disposition.KEEP;
  }

  @Override
  public void whole(JsonView body) {
    done = true;
    made = pictures ? body.at("/data").size() : 0;
    take(body);
  }

  @Override
  public boolean ended() {
    return done;
  }

  @Override
  public String fault() {
    return fault;
  }

  @Override
  public Usage running() {
    long seen = (textBytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
    if (counters.told()) {
      return usage(counters.tokens(seen, output()), Provenance.RUNNING);
    }
    return textBytes == 0 ? Usage.UNKNOWN : usage(TokenCounts.of(0, seen), Provenance.ESTIMATED);
  }

  @Override
  public Usage usage() {
    if (!counters.told()) {
      return made > 0 ? usage(TokenCounts.ZERO, Provenance.EXACT) : Usage.UNKNOWN;
    }
    return done ? usage(counters.tokens(0, output()), Provenance.EXACT) : running();
  }

  @Override
  public List<byte[]> ending(Refusal refusal) {
    if (framing == Framing.WHOLE || done || !fault.isEmpty()) {
      return List.of();
    }
    String event = "event: error\ndata: " + Json.encode(ErrorShape.event(refusal)) + "\n\n";
    return List.of(event.getBytes(StandardCharsets.UTF_8));
  }

  private Output output() {
    return spoken ? Output.SOUND : pictures ? Output.PICTURES : Output.TEXT;
  }

  private void take(JsonView data) {
    counters.take(data);
    JsonView model = data.at("/model");
    if (!model.isText(servedModel) && !model.isText("")) {
      servedModel = model.asText(TEXT_LIMIT).orElse(servedModel);
    }
    JsonView error = data.at("/error");
    boolean told = error.kind() == Kind.OBJECT || error.kind() == Kind.TEXT;
    if (told && fault.isEmpty()) {
      String message =
          error.at("/message").asText(FAULT_LIMIT).or(() -> error.asText(FAULT_LIMIT)).orElse("");
      fault = message.isBlank() ? error.at("/type").asText(FAULT_LIMIT).orElse("error") : message;
    }
  }

  private Usage usage(TokenCounts tokens, Provenance provenance) {
    return new Usage(tokens, provenance, servedModel, "", counters.searches()).withImages(made);
  }
}
