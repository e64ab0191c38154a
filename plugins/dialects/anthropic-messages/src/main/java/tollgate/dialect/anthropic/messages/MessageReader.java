package tollgate.dialect.anthropic.messages;

import java.util.List;
import tollgate.api.call.Manner;
import tollgate.api.call.Refusal;
import tollgate.api.call.ReplyHead;
import tollgate.api.call.RequestFacts;
import tollgate.api.dialect.Disposition;
import tollgate.api.dialect.Framing;
import tollgate.api.dialect.ReplyReader;
import tollgate.api.dialect.StreamEvent;
import tollgate.api.json.JsonView;
import tollgate.api.json.JsonView.Kind;
import tollgate.api.usage.Provenance;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;

/**
 * Follows one message, streamed or whole.
 *
 * <p>Usage comes twice in a stream: what was read with {@code message_start}, what was written with
 * {@code message_delta}, cumulatively. It is exact once a {@code message_delta} has told it and the
 * message has stopped. Until then output is at least a token per four bytes of text, thinking and
 * tool input seen, rounded up.
 */
final class MessageReader implements ReplyReader {

  private static final int BYTES_PER_TOKEN = 4;
  private static final int MODEL_LIMIT = 256;
  private static final int FAULT_LIMIT = 500;

  private final Framing framing;
  private final MessageCounters counters = new MessageCounters();
  private final Blocks blocks = new Blocks();
  private String servedModel = "";
  private String fault = "";
  private long textBytes;
  private boolean started;
  private boolean finalUsage;
  private boolean stopTold;
  private boolean ended;

  MessageReader(RequestFacts facts, ReplyHead head) {
    framing =
        switch (head.mediaType()) {
          case "text/event-stream" -> Framing.SSE;
          case "application/x-ndjson", "application/jsonl" -> Framing.NDJSON;
          case "" -> facts.streaming() ? Framing.SSE : Framing.WHOLE;
          default -> Framing.WHOLE;
        };
  }

  @Override
  public Framing framing() {
    return framing;
  }

  @Override
  public Disposition event(StreamEvent event) {
    JsonView data = event.json();
    switch (data.at("/type").asText(32).orElse(event.name())) {
      case "content_block_delta" -> textBytes += textLength(data.at("/delta"));
      case "content_block_start" -> blocks.start(data.at("/index"), data.at("/content_block"));
      case "content_block_stop" -> blocks.stop(data.at("/index"));
      case "message_start" -> start(data.at("/message"));
      case "message_delta" -> delta(data);
      case "message_stop" -> ended = true;
      case "error" -> fail(data.at("/error"));
      default -> noteForeignFault(data);
    }
    return Disposition.KEEP;
  }

  @Override
  public void whole(JsonView body) {
    ended = body.kind() == Kind.OBJECT;
    noteForeignFault(body);
    noteModel(body);
    counters.take(body.at("/usage"));
    finalUsage = counters.complete();
  }

  @Override
  public boolean ended() {
    return ended;
  }

  @Override
  public String fault() {
    return fault;
  }

  @Override
  public Usage running() {
    TokenCounts tokens = counters.tokens(outputSeen());
    if (counters.told()) {
      return usage(tokens, Provenance.RUNNING);
    }
    return textBytes == 0 ? Usage.UNKNOWN : usage(tokens, Provenance.ESTIMATED);
  }

  @Override
  public Usage usage() {
    if (isExact()) {
      return usage(counters.tokens(0), Provenance.EXACT);
    }
    return counters.told() ? running() : Usage.UNKNOWN;
  }

  @Override
  public List<byte[]> ending(Refusal refusal) {
    return ending(refusal, Manner.plain(refusal.kind()));
  }

  @Override
  public List<byte[]> ending(Refusal refusal, Manner manner) {
    if (framing == Framing.WHOLE || ended || !fault.isEmpty()) {
      return List.of();
    }
    var ending = new Ending(framing, refusal);
    if (!started || (blocks.cannotClose() && !manner.forgetsUnclosed())) {
      return ending.asError();
    }
    return stopTold ? ending.asStop() : ending.asMessage(blocks, running().tokens());
  }

  private void start(JsonView message) {
    started = true;
    noteModel(message);
    counters.take(message.at("/usage"));
  }

  private void delta(JsonView data) {
    finalUsage |= counters.take(data.at("/usage"));
    stopTold |= data.at("/delta/stop_reason").kind() == Kind.TEXT;
  }

  /** One of a delta's fields that hold text; a signature is no text. */
  private static int textLength(JsonView delta) {
    int quoted =
        delta.at("/text").byteLength()
            + delta.at("/thinking").byteLength()
            + delta.at("/partial_json").byteLength();
    return Math.max(0, quoted - 2);
  }

  private void noteModel(JsonView message) {
    servedModel = message.at("/model").asText(MODEL_LIMIT).orElse(servedModel);
  }

  /** An upstream that is not Anthropic's own may tell an error without saying its type. */
  private void noteForeignFault(JsonView data) {
    if (data.at("/error").kind() == Kind.OBJECT) {
      fail(data.at("/error"));
    }
  }

  private void fail(JsonView error) {
    if (fault.isEmpty()) {
      String type = error.at("/type").asText(FAULT_LIMIT).orElse("error");
      String message = error.at("/message").asText(FAULT_LIMIT).orElse("");
      fault = message.isBlank() ? type : message;
    }
  }

  private boolean isExact() {
    return finalUsage && counters.complete() && (stopTold || ended);
  }

  private long outputSeen() {
    return (textBytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
  }

  private Usage usage(TokenCounts tokens, Provenance provenance) {
    return new Usage(tokens, provenance, servedModel, counters.tier(), counters.searches())
        .withRegion(counters.region());
  }
}
