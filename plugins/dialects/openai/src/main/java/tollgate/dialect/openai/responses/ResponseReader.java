package tollgate.dialect.openai.responses;

import java.util.List;
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
 * Follows one response, streamed or whole.
 *
 * <p>A stream tells its usage inside the response object of its last event: {@code
 * response.completed}, {@code .incomplete} or {@code .failed}. Until then output is a token per
 * four bytes of whatever the {@code .delta} events bring, rounded up; reasoning that is not shown
 * cannot be seen. What tools that the vendor runs used is told by {@link HostedTools}.
 */
final class ResponseReader implements ReplyReader {

  private static final int BYTES_PER_TOKEN = 4;
  private static final int FAULT_LIMIT = 500;

  private final Framing framing;
  private final ResponseHead head;
  private final ResponseCounters counters = new ResponseCounters();
  private final Items items = new Items();
  private String fault = "";
  private long textBytes;
  private boolean ended;

  ResponseReader(RequestFacts facts, ReplyHead reply) {
    this(
        facts,
        switch (reply.mediaType()) {
          case "text/event-stream" -> Framing.SSE;
          case "application/x-ndjson", "application/jsonl" -> Framing.NDJSON;
          case "" -> facts.streaming() ? Framing.SSE : Framing.WHOLE;
          default -> Framing.WHOLE;
        });
  }

  ResponseReader(RequestFacts facts, Framing framing) {
    this.head = new ResponseHead(facts.model());
    this.framing = framing;
  }

  @Override
  public Framing framing() {
    return framing;
  }

  @Override
  public Disposition event(StreamEvent event) {
    JsonView data = event.json();
    String type = data.at("/type").asText(64).orElse(event.name());
    head.takeSequence(data.at("/sequence_number"));
    switch (type) {
      case "response.output_item.added" -> items.added(data);
      case "response.output_item.done" -> items.done(data);
      case "response.content_part.added" -> items.partAdded(data);
      case "response.output_text.done", "response.content_part.done" -> items.partDone(data);
      case "response.completed", "response.incomplete", "response.failed" -> end(data);
      case "error" -> fail(data.at("/error").exists() ? data.at("/error") : data);
      default -> other(type, data);
    }
    return Disposition.KEEP;
  }

  @Override
  public void whole(JsonView body) {
    ended = body.kind() == Kind.OBJECT;
    takeResponse(body);
    items.listed(body.at("/output"));
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
    long seen = (textBytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
    if (counters.told()) {
      return usage(counters.tokens(seen), Provenance.RUNNING);
    }
    return textBytes == 0 ? Usage.UNKNOWN : usage(TokenCounts.of(0, seen), Provenance.ESTIMATED);
  }

  @Override
  public Usage usage() {
    if (ended && counters.complete()) {
      return usage(counters.tokens(0), Provenance.EXACT);
    }
    return counters.told() ? running() : Usage.UNKNOWN;
  }

  @Override
  public List<byte[]> ending(Refusal refusal) {
    if (framing == Framing.WHOLE || ended || !fault.isEmpty()) {
      return List.of();
    }
    var ending = new Ending(framing, refusal, head, running().tokens());
    if (!head.begun()) {
      return ending.asError();
    }
    return items.callTool() ? ending.asFailure() : ending.asIncomplete(items);
  }

  private void other(String type, JsonView data) {
    if (type.endsWith(".delta") && !type.endsWith("audio.delta")) {
      JsonView delta = data.at("/delta");
      textBytes += delta.kind() == Kind.TEXT ? delta.byteLength() - 2 : 0;
      items.text(type, data);
    } else if (data.at("/response").kind() == Kind.OBJECT) {
      takeResponse(data.at("/response"));
    } else if (data.at("/error").kind() == Kind.OBJECT) {
      fail(data.at("/error"));
    }
  }

  private void end(JsonView data) {
    ended = true;
    takeResponse(data.at("/response"));
    items.listed(data.at("/response/output"));
  }

  private void takeResponse(JsonView response) {
    head.take(response);
    counters.take(response.at("/usage"));
    counters.takeTools(response.at("/tool_usage"));
    if (response.at("/error").kind() == Kind.OBJECT) {
      fail(response.at("/error"));
    }
  }

  private void fail(JsonView error) {
    if (fault.isEmpty()) {
      String code = error.at("/code").asText(FAULT_LIMIT).orElse("error");
      String message = error.at("/message").asText(FAULT_LIMIT).orElse("");
      fault = message.isBlank() ? code : message;
    }
  }

  private Usage usage(TokenCounts tokens, Provenance provenance) {
    HostedTools hosted = items.hosted();
    String tier = hosted.tier(head.tier(), counters.drew());
    long searches = Math.max(hosted.searches(), counters.searches());
    return new Usage(tokens, provenance, head.servedModel(), tier, searches)
        .withImages(hosted.pictures());
  }
}
