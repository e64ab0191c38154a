package tollgate.dialect.ollama;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
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

/**
 * Follows one reply, in lines or whole. The object that is {@code done} tells the usage: {@code
 * prompt_eval_count} is what was read, {@code eval_count} what was written, thoughts included (API
 * page, October 2026); a cache is not billed and not told. Some releases leave the first out where
 * the prompt was cached whole: then what was read is not known, and the usage is not exact.
 */
final class OllamaReader implements ReplyReader {

  /** No reply holds as many; a larger figure is a mistake and counts as not told. */
  private static final long PLAUSIBLE = 1_000_000_000_000L;

  private static final int BYTES_PER_TOKEN = 4;
  private static final int TEXT_LIMIT = 256;
  private static final int FAULT_LIMIT = 500;

  private final Framing framing;
  private final boolean chat;
  private String model;
  private String servedModel = "";
  private String createdAt = "";
  private String fault = "";
  private long read;
  private long written;
  private boolean readTold;
  private boolean writtenTold;
  private long textBytes;
  private boolean done;

  OllamaReader(RequestFacts facts, ReplyHead head) {
    chat = !facts.hint(RequestReading.CHAT).isEmpty();
    model = facts.model();
    framing =
        switch (head.mediaType()) {
          case "application/x-ndjson", "application/ndjson", "application/jsonl" -> Framing.NDJSON;
          case "" -> facts.streaming() ? Framing.NDJSON : Framing.WHOLE;
          default -> Framing.WHOLE;
        };
  }

  @Override
  public Framing framing() {
    return framing;
  }

  @Override
  public Disposition event(StreamEvent event) {
    JsonView line = event.json();
    take(line);
    done |= line.at("/done").isTrue();
    return Disposition.KEEP;
  }

  @Override
  public void whole(JsonView body) {
    take(body);
    done = body.kind() == Kind.OBJECT;
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
    if (readTold || writtenTold) {
      return usage(Math.max(written, seen), Provenance.RUNNING);
    }
    return textBytes == 0 ? Usage.UNKNOWN : usage(seen, Provenance.ESTIMATED);
  }

  @Override
  public Usage usage() {
    if (done && readTold) {
      return usage(written, Provenance.EXACT);
    }
    return readTold || writtenTold ? running() : Usage.UNKNOWN;
  }

  /** A last piece of text with the sentence, and the object that is done. */
  @Override
  public List<byte[]> ending(Refusal refusal) {
    if (framing == Framing.WHOLE || done || !fault.isEmpty()) {
      return List.of();
    }
    return List.of(line("\n\n[" + refusal.message() + "]", false), line("", true));
  }

  private byte[] line(String text, boolean last) {
    var line = new LinkedHashMap<String, Json>();
    line.put("model", Json.text(model));
    if (!createdAt.isEmpty()) {
      line.put("created_at", Json.text(createdAt));
    }
    line.put(
        chat ? "message" : "response",
        chat ? Json.object("role", "assistant", "content", text) : Json.text(text));
    line.put("done", Json.of(last));
    if (last) {
      line.put("done_reason", Json.text("stop"));
    }
    return (Json.encode(new Json.Obj(line)) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private void take(JsonView reply) {
    textBytes += textLength(reply);
    if (servedModel.isEmpty()) {
      servedModel = reply.at("/model").asText(TEXT_LIMIT).orElse("");
      model = servedModel.isEmpty() ? model : servedModel;
    }
    if (createdAt.isEmpty()) {
      createdAt = reply.at("/created_at").asText(TEXT_LIMIT).orElse("");
    }
    long told = count(reply.at("/prompt_eval_count"));
    readTold |= told >= 0;
    read = told > 0 ? told : read;
    told = count(reply.at("/eval_count"));
    writtenTold |= told >= 0;
    written = told > 0 ? told : written;
    if (fault.isEmpty() && reply.at("/error").kind() == Kind.TEXT) {
      fault = reply.at("/error").asText(FAULT_LIMIT).orElse("error");
    }
  }

  private static long textLength(JsonView reply) {
    JsonView message = reply.at("/message");
    return length(reply.at("/response"))
        + length(reply.at("/thinking"))
        + length(message.at("/content"))
        + length(message.at("/thinking"))
        + message.at("/tool_calls").byteLength();
  }

  private static long length(JsonView text) {
    return text.kind() == Kind.TEXT ? text.byteLength() - 2 : 0;
  }

  /** A counter, -1 where it is not told. */
  private static long count(JsonView counter) {
    long value = counter.asLong().orElse(-1);
    return value <= PLAUSIBLE ? value : -1;
  }

  private Usage usage(long output, Provenance provenance) {
    return new Usage(TokenCounts.of(read, output), provenance, servedModel, "", 0);
  }
}
