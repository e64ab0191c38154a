package tollgate.dialect.gemini;

import java.util.List;
import java.util.Locale;
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
 * Follows one reply, streamed as events or as an array, or whole.
 *
 * <p>Every event is a reply of its own shape with usage so far. There is no last event but the one
 * in which every candidate has its {@code finishReason}, or a prompt that was blocked; usage told
 * then or later is exact. Until then output is at least a token per four bytes of text, thoughts
 * and function arguments seen, rounded up.
 */
final class ContentReader implements ReplyReader {

  private static final int BYTES_PER_TOKEN = 4;
  private static final int TEXT_LIMIT = 256;
  private static final int FAULT_LIMIT = 500;

  /**
   * Told as the tier that was billed where the answer rests on maps: they have a price of their own
   * (grounding page, October 2026), and a list without it must not make the cost too low.
   */
  private static final String MAPS = "maps";

  private final Framing framing;
  private final String tier;
  private final String askedModel;
  private final ContentCounters counters = new ContentCounters();
  private final Candidates candidates = new Candidates();
  private String servedModel = "";
  private String responseId = "";
  private String fault = "";
  private long textBytes;
  private boolean blocked;
  private boolean whole;
  private boolean finalUsage;
  private long made;

  ContentReader(RequestFacts facts, ReplyHead head) {
    askedModel = facts.model();
    tier = tierOf(head);
    framing =
        switch (head.mediaType()) {
          case "text/event-stream" -> Framing.SSE;
          case "application/x-ndjson", "application/jsonl" -> Framing.NDJSON;
          case "application/json", "" -> facts.streaming() ? Framing.JSON_ARRAY : Framing.WHOLE;
          default -> Framing.WHOLE;
        };
  }

  @Override
  public Framing framing() {
    return framing;
  }

  @Override
  public Disposition event(StreamEvent event) {
    take(event.json());
    return Disposition.KEEP;
  }

  @Override
  public void whole(JsonView body) {
    whole = body.kind() == Kind.OBJECT;
    finalUsage = whole;
    made = pictures(body.at("/predictions"));
    take(body);
  }

  @Override
  public boolean ended() {
    return whole || blocked || candidates.finished();
  }

  @Override
  public String fault() {
    return fault;
  }

  @Override
  public Usage running() {
    long seen = (textBytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
    if (counters.told()) {
      return usage(counters.tokens(seen), Provenance.RUNNING);
    }
    return textBytes == 0 ? Usage.UNKNOWN : usage(TokenCounts.of(0, seen), Provenance.ESTIMATED);
  }

  @Override
  public Usage usage() {
    if (finalUsage && counters.complete() && ended()) {
      return usage(counters.tokens(0), Provenance.EXACT);
    }
    if (made > 0 && !counters.told()) {
      return usage(TokenCounts.ZERO, Provenance.EXACT);
    }
    return counters.told() ? running() : Usage.UNKNOWN;
  }

  @Override
  public List<byte[]> ending(Refusal refusal) {
    if (framing == Framing.WHOLE || ended() || !fault.isEmpty()) {
      return List.of();
    }
    var ending = new Ending(framing, refusal);
    return candidates.callsFunction()
        ? ending.asError()
        : ending.asReply(candidates, running().tokens(), model(), responseId);
  }

  /** Models that only make pictures tell no tokens (Imagen page, October 2026). */
  private static long pictures(JsonView predictions) {
    long pictures = 0;
    for (JsonView prediction : predictions.items()) {
      String type = prediction.at("/mimeType").asText(TEXT_LIMIT).orElse("");
      pictures += type.startsWith("image/") ? 1 : 0;
    }
    return pictures;
  }

  private void take(JsonView reply) {
    textBytes += candidates.take(reply.at("/candidates"));
    blocked |= reply.at("/promptFeedback/blockReason").kind() == Kind.TEXT;
    JsonView usage = reply.at("/usageMetadata");
    if (usage.kind() == Kind.OBJECT) {
      counters.take(usage);
      finalUsage |= ended();
    }
    JsonView model = reply.at("/modelVersion");
    if (!model.isText(servedModel)) {
      servedModel = model.asText(TEXT_LIMIT).orElse(servedModel);
    }
    if (responseId.isEmpty()) {
      responseId = reply.at("/responseId").asText(TEXT_LIMIT).orElse("");
    }
    noteFault(reply.at("/error"));
  }

  private void noteFault(JsonView error) {
    if (fault.isEmpty() && error.kind() == Kind.OBJECT) {
      String status = error.at("/status").asText(FAULT_LIMIT).orElse("error");
      String message = error.at("/message").asText(FAULT_LIMIT).orElse("");
      fault = message.isBlank() ? status : message;
    }
  }

  private String model() {
    return servedModel.isEmpty() ? askedModel : servedModel;
  }

  /** Google tells the tier that served in a field of the head (priority page, October 2026). */
  private static String tierOf(ReplyHead head) {
    String told = head.headers().first("x-gemini-service-tier").strip().toLowerCase(Locale.ROOT);
    return told.equals("standard") ? "" : told;
  }

  private Usage usage(TokenCounts tokens, Provenance provenance) {
    String maps = tier.isEmpty() ? MAPS : tier + "+" + MAPS;
    String billed = candidates.mapped() ? maps : tier;
    return new Usage(tokens, provenance, servedModel, billed, candidates.searches())
        .withImages(made + candidates.pictures());
  }
}
