package tollgate.dialect.openai.chat;

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
 * Follows one completion, streamed or whole.
 *
 * <p>A stream tells its usage in an extra chunk without choices after the last one, and only to
 * those who asked for it. The gateway always asks, so for a client that did not, that one chunk is
 * taken out again; usage on a chunk that has choices stays. Usage is exact when it came with the
 * end of all choices or after it, and the end was reached. Until then output is at least a token
 * per four bytes of text, reasoning and tool input seen, rounded up.
 */
final class ChatReader implements ReplyReader {

  private static final int BYTES_PER_TOKEN = 4;
  private static final int FAULT_LIMIT = 500;

  private final Framing framing;
  private final boolean clientAskedForUsage;
  private final ChunkHead head;
  private final ChatCounters counters = new ChatCounters();
  private final Choices choices = new Choices();
  private String fault = "";
  private long textBytes;
  private boolean finalUsage;
  private boolean done;

  ChatReader(RequestFacts facts, ReplyHead reply) {
    clientAskedForUsage = facts.hint(RequestReading.INCLUDE_USAGE).equals("true");
    head = new ChunkHead(facts.model(), !facts.hint(RequestReading.PROMPT).isEmpty());
    framing =
        switch (reply.mediaType()) {
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
  public boolean filters() {
    return framing != Framing.WHOLE && !clientAskedForUsage;
  }

  @Override
  public Disposition event(StreamEvent event) {
    if (event.isText("[DONE]")) {
      done = true;
      return Disposition.KEEP;
    }
    JsonView chunk = event.json();
    head.take(chunk);
    noteFault(chunk);
    JsonView list = chunk.at("/choices");
    JsonView usage = chunk.at("/usage");
    for (JsonView choice : list.items()) {
      textBytes += choices.take(choice);
      takeUsage(choice.at("/usage")); // Moonshot tells it here
    }
    takeUsage(chunk.at("/x_groq/usage")); // Groq here
    takeUsage(usage);
    boolean extra = list.kind() == Kind.ARRAY && list.size() == 0 && usage.kind() == Kind.OBJECT;
    finalUsage |= extra;
    return extra && filters() && !chunk.at("/error").exists() ? Disposition.DROP : Disposition.KEEP;
  }

  @Override
  public void whole(JsonView body) {
    head.take(body);
    noteFault(body);
    done = body.kind() == Kind.OBJECT;
    finalUsage = true;
    body.at("/choices").items().forEach(choices::noteSearch);
    counters.take(body.at("/usage"));
  }

  @Override
  public boolean ended() {
    return done || choices.finished();
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
    return counters.told() ? running() : Usage.UNKNOWN;
  }

  @Override
  public List<byte[]> ending(Refusal refusal) {
    if (framing == Framing.WHOLE || done || !fault.isEmpty()) {
      return List.of();
    }
    var ending = new Ending(framing, refusal, head);
    return choices.callsTool() ? ending.asError() : ending.asCompletion(choices);
  }

  private void takeUsage(JsonView usage) {
    if (usage.kind() == Kind.OBJECT) {
      counters.take(usage);
      finalUsage |= choices.finished();
    }
  }

  /** An error may come as an object or, from some servers, as a bare text. */
  private void noteFault(JsonView chunk) {
    JsonView error = chunk.at("/error");
    boolean told = error.kind() == Kind.OBJECT || error.kind() == Kind.TEXT;
    if (!told || !fault.isEmpty()) {
      return;
    }
    String type = error.at("/type").asText(FAULT_LIMIT).orElse("error");
    String message =
        error.at("/message").asText(FAULT_LIMIT).or(() -> error.asText(FAULT_LIMIT)).orElse("");
    fault = message.isBlank() ? type : message;
  }

  private Usage usage(TokenCounts tokens, Provenance provenance) {
    long searches = counters.searches() > 0 ? counters.searches() : choices.searched() ? 1 : 0;
    return new Usage(tokens, provenance, head.servedModel(), head.tier(), searches);
  }
}
