package tollgate.provider.demo;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import tollgate.api.json.Json;

/**
 * What the demo reads of a request.
 *
 * @param wire the language it is in
 * @param model the model asked for
 * @param streaming whether events are wanted
 * @param asArray whether the events are items of one JSON array (Gemini without {@code alt=sse})
 * @param usageInStream whether a chat stream must tell usage
 * @param maxOutputTokens the most tokens the text may take
 * @param bytes the length of the body
 * @param id eight hexadecimal digits, the same for the same body
 */
record DemoRequest(
    Wire wire,
    String model,
    boolean streaming,
    boolean asArray,
    boolean usageInStream,
    long maxOutputTokens,
    int bytes,
    String id) {

  private static final long NO_LIMIT = Long.MAX_VALUE;

  /** Reads a request that asks for an answer. */
  static DemoRequest of(Route route, String query, byte[] body) throws UnreadableBody {
    Json document = JsonReader.read(new String(body, StandardCharsets.UTF_8));
    boolean gemini = route.wire() == Wire.GEMINI;
    var crc = new CRC32();
    crc.update(body);
    return new DemoRequest(
        route.wire(),
        gemini ? route.model() : text(at(document, "model")),
        gemini ? route.streaming() : isTrue(at(document, "stream")),
        gemini && !query.contains("alt=sse"),
        isTrue(at(at(document, "stream_options"), "include_usage")),
        limit(document),
        body.length,
        "%08x".formatted(crc.getValue()));
  }

  private static long limit(Json document) {
    for (String name : new String[] {"max_completion_tokens", "max_output_tokens", "max_tokens"}) {
      if (at(document, name) instanceof Json.Num(BigDecimal number)) {
        return Math.max(1, number.longValue());
      }
    }
    return at(at(document, "generationConfig"), "maxOutputTokens")
            instanceof Json.Num(BigDecimal number)
        ? Math.max(1, number.longValue())
        : NO_LIMIT;
  }

  private static Json at(Json json, String name) {
    return json instanceof Json.Obj(var members)
        ? members.getOrDefault(name, Json.NULL)
        : Json.NULL;
  }

  private static String text(Json json) {
    return json instanceof Json.Text(String value) ? value : "";
  }

  private static boolean isTrue(Json json) {
    return json instanceof Json.Bool(boolean value) && value;
  }
}
