package tollgate.dialect.gemini;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import tollgate.api.call.Refusal;
import tollgate.api.dialect.Framing;
import tollgate.api.json.Json;
import tollgate.api.usage.TokenCounts;

/**
 * The event that ends a reply before its time: the sentence as a last piece of text and the {@code
 * finishReason} of a reply that is complete: in other languages, tools ask for the rest of one that
 * reached its token limit. Gemini CLI 0.61.0 takes either for the end.
 */
final class Ending {

  private final Framing framing;
  private final Refusal refusal;

  Ending(Framing framing, Refusal refusal) {
    this.framing = framing;
    this.refusal = refusal;
  }

  /** An error, so that nobody takes half a function call for a whole one. */
  List<byte[]> asError() {
    return List.of(event(ErrorShape.event(refusal)));
  }

  /** The ordinary end. */
  List<byte[]> asReply(Candidates candidates, TokenCounts used, String model, String responseId) {
    var ends = new ArrayList<Json>();
    candidates.unfinished().forEach(index -> ends.add(end(index)));
    var reply = new LinkedHashMap<String, Json>();
    reply.put("candidates", new Json.Arr(ends));
    reply.put("usageMetadata", usage(used));
    reply.put("modelVersion", Json.text(model));
    if (!responseId.isEmpty()) {
      reply.put("responseId", Json.text(responseId));
    }
    return List.of(event(new Json.Obj(reply)));
  }

  private Json end(int index) {
    Json parts = Json.array(Json.object("text", "\n\n[" + refusal.message() + "]"));
    Json content = Json.object("parts", parts, "role", "model");
    return Json.object("content", content, "finishReason", "STOP", "index", index);
  }

  private static Json usage(TokenCounts used) {
    var usage = new LinkedHashMap<String, Json>();
    usage.put("promptTokenCount", Json.of(used.context()));
    usage.put("cachedContentTokenCount", Json.of(used.cacheRead()));
    usage.put("candidatesTokenCount", Json.of(used.output() + used.audioOut() - used.reasoning()));
    usage.put("thoughtsTokenCount", Json.of(used.reasoning()));
    usage.put("totalTokenCount", Json.of(used.total()));
    return new Json.Obj(usage);
  }

  private byte[] event(Json data) {
    String json = Json.encode(data);
    String text =
        switch (framing) {
          case SSE -> "data: " + json + "\n\n";
          case JSON_ARRAY -> json;
          case NDJSON, WHOLE -> json + "\n";
        };
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
