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

  static final String MODEL = "/model";

  /** Where a request for a live conversation names its model; as a hint that it does. */
  static final String LIVE_MODEL = "/session/model";

  private static final int MODEL_LIMIT = 256;
  private static final int PROVIDER_LIMIT = 128;

  /** What a model reads, by the names it has on the one or the other path. */
  private static final List<String> PROMPTS =
      List.of("/input", "/prompt", "/instructions", "/query", "/documents");

  private RequestReading() {}

  static RequestFacts read(ClientHead head, JsonView body) throws MalformedRequest {
    String place = place(body);
    JsonView stream = body.at("/stream");
    boolean events =
        stream.isTrue() || stream.isText("true") || body.at("/stream_format").isText("sse");
    return RequestFacts.of(OtherDialect.ID)
        .model(name(body.at(place)))
        .provider(isForm(head) ? "" : body.at("/provider").asText(PROVIDER_LIMIT).orElse(""))
        .streaming(events)
        .promptBytes(PROMPTS.stream().mapToLong(part -> body.at(part).byteLength()).sum())
        .hint(LIVE_MODEL, place.equals(LIVE_MODEL) ? "true" : "")
        .hint(PICTURES, head.path().startsWith(PICTURE_PATH) ? "true" : "")
        .build();
  }

  /** Where the model stands: a live conversation names it among its settings. */
  private static String place(JsonView body) throws MalformedRequest {
    boolean live = body.at(LIVE_MODEL).exists();
    if (live && body.at(MODEL).exists()) {
      throw new MalformedRequest(LIVE_MODEL, "The model stands in two places: name it in one.");
    }
    return live ? LIVE_MODEL : MODEL;
  }

  private static String name(JsonView model) throws MalformedRequest {
    if (!model.exists() || model.kind() == Kind.NULL) {
      return "";
    }
    String name = model.asText(MODEL_LIMIT + 1).orElse("");
    if (name.isBlank() || name.length() > MODEL_LIMIT) {
      throw new MalformedRequest(
          MODEL, "The field \"model\" must be one text of 1 to " + MODEL_LIMIT + " characters.");
    }
    return name;
  }

  /** Out of a form no field can be taken, so none may be for the gateway alone. */
  private static boolean isForm(ClientHead head) {
    return head.headers().first("content-type").strip().regionMatches(true, 0, "multipart/", 0, 10);
  }
}
