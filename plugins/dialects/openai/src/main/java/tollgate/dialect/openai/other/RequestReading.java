package tollgate.dialect.openai.other;

import java.util.List;
import tollgate.api.call.ClientHead;
import tollgate.api.call.RequestFacts;
import tollgate.api.dialect.MalformedRequest;
import tollgate.api.json.JsonView;
import tollgate.api.json.JsonView.Kind;

/**
 * Reads a request's facts. A model may be left out where the API has one of its own for the path;
 * where it has none the upstream says so better than a gateway could.
 */
final class RequestReading {

  static final String PICTURE_PATH = "/v1/images/";

  /** The hint that marks a request for pictures; no member of that name is known to the API. */
  static final String PICTURES = "/pictures";

  private static final int MODEL_LIMIT = 256;
  private static final int PROVIDER_LIMIT = 128;

  /** What a model reads, by the names it has on the one or the other path. */
  private static final List<String> PROMPTS =
      List.of("/input", "/prompt", "/instructions", "/query", "/documents");

  private RequestReading() {}

  static RequestFacts read(ClientHead head, JsonView body) throws MalformedRequest {
    JsonView stream = body.at("/stream");
    boolean events =
        stream.isTrue() || stream.isText("true") || body.at("/stream_format").isText("sse");
    return RequestFacts.of(OtherDialect.ID)
        .model(model(body.at("/model")))
        .provider(isForm(head) ? "" : body.at("/provider").asText(PROVIDER_LIMIT).orElse(""))
        .streaming(events)
        .promptBytes(PROMPTS.stream().mapToLong(part -> body.at(part).byteLength()).sum())
        .hint(PICTURES, head.path().startsWith(PICTURE_PATH) ? "true" : "")
        .build();
  }

  private static String model(JsonView model) throws MalformedRequest {
    if (!model.exists() || model.kind() == Kind.NULL) {
      return "";
    }
    String name = model.asText(MODEL_LIMIT + 1).orElse("");
    if (name.isBlank() || name.length() > MODEL_LIMIT) {
      throw new MalformedRequest(
          "/model", "The field \"model\" must be one text of 1 to " + MODEL_LIMIT + " characters.");
    }
    return name;
  }

  /** Out of a form no field can be taken, so none may be for the gateway alone. */
  private static boolean isForm(ClientHead head) {
    return head.headers().first("content-type").strip().regionMatches(true, 0, "multipart/", 0, 10);
  }
}
