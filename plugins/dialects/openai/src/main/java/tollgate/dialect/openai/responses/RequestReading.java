package tollgate.dialect.openai.responses;

import java.util.List;
import tollgate.api.call.ClientHead;
import tollgate.api.call.PromptEdges;
import tollgate.api.call.RequestFacts;
import tollgate.api.call.ToolResults;
import tollgate.api.dialect.MalformedRequest;
import tollgate.api.json.JsonView;
import tollgate.api.json.JsonView.Kind;
import tollgate.dialect.openai.wire.Attachment;
import tollgate.dialect.openai.wire.Reasoning;
import tollgate.dialect.openai.wire.ServiceTier;

/** Reads a request's facts in one walk over the body. */
final class RequestReading {

  /** The hint that marks a request to compact; no member of that name is known to the API. */
  static final String COMPACT = "/compact";

  private static final int MODEL_LIMIT = 256;
  private static final int PROVIDER_LIMIT = 128;

  /** How the types end that hold what a tool answered. */
  private static final String OUTPUT = "_output";

  private static final List<String> HINTS =
      List.of(
          "/prompt_cache_key",
          "/client_metadata/session_id",
          "/client_metadata/thread_id",
          "/session_id",
          "/previous_response_id",
          "/metadata/user_id",
          "/user",
          "/safety_identifier",
          "/service_tier",
          "/reasoning/effort");

  private final JsonView body;
  private final boolean socket;
  private final PromptEdges.Collector edges = new PromptEdges.Collector();
  private final ToolResults.Collector results = new ToolResults.Collector();
  private long attachmentBytes;

  private RequestReading(JsonView body, boolean socket) {
    this.socket = socket;
    this.body = body;
  }

  static RequestFacts read(ClientHead head, JsonView body) throws MalformedRequest {
    if (body.kind() != Kind.OBJECT) {
      throw new MalformedRequest("", "The body must be a JSON object with a model and input.");
    }
    boolean compact = head.path().equals(ResponsesDialect.COMPACT_PATH);
    boolean socket = head.method().equals("GET"); // there every response comes in events
    return new RequestReading(body, socket)
        .facts()
        .billable(!head.path().equals(ResponsesDialect.COUNT_PATH))
        .hint(COMPACT, compact ? "true" : "")
        .build();
  }

  private RequestFacts.Builder facts() throws MalformedRequest {
    JsonView input = body.at("/input");
    edges.system(body.at("/instructions"));
    edges.user(input);
    input.items().forEach(this::noteItem);

    JsonView tools = body.at("/tools");
    JsonView stream = body.at("/stream");
    var facts =
        RequestFacts.of(ResponsesDialect.ID)
            .model(model())
            .provider(body.at("/provider").asText(PROVIDER_LIMIT).orElse(""))
            .dearerTier(ServiceTier.dearer(body.at("/service_tier")))
            .streaming(socket || stream.isTrue() || stream.isText("true"))
            .maxOutputTokens(Math.max(0, body.at("/max_output_tokens").asLong().orElse(0)))
            .hiddenOutput(Reasoning.isHidden(body.at("/reasoning/effort"), body.at("/model")))
            .messages(input.kind() == Kind.TEXT ? 1 : input.size())
            .tools(tools.kind() == Kind.ARRAY ? tools.size() : 0)
            .promptBytes(promptBytes())
            .continued(isContinued())
            .toolResults(results.results())
            .edges(edges.edges());
    HINTS.forEach(
        hint -> facts.hint(hint, body.at(hint).asText(RequestFacts.HINT_LIMIT).orElse("")));
    return facts;
  }

  private String model() throws MalformedRequest {
    JsonView model = body.at("/model");
    if (!model.exists()) {
      throw new MalformedRequest("/model", "The field \"model\" is missing: name a model.");
    }
    String name = model.asText(MODEL_LIMIT + 1).orElse("");
    if (name.isBlank() || name.length() > MODEL_LIMIT) {
      throw new MalformedRequest(
          "/model", "The field \"model\" must be a text of 1 to " + MODEL_LIMIT + " characters.");
    }
    return name;
  }

  private long promptBytes() {
    long bytes = attachmentBytes;
    for (String part : List.of("/instructions", "/input", "/tools")) {
      bytes += body.at(part).byteLength();
    }
    return Math.max(0, bytes);
  }

  /** What came before is named, by the response it ended with or as a conversation. */
  private boolean isContinued() {
    JsonView conversation = body.at("/conversation");
    return body.at("/previous_response_id").kind() == Kind.TEXT
        || conversation.kind() == Kind.TEXT
        || conversation.kind() == Kind.OBJECT;
  }

  private void noteItem(JsonView item) {
    JsonView role = item.at("/role");
    JsonView content = item.at("/content");
    JsonView output = item.at("/output");
    boolean system = role.isText("system") || role.isText("developer");
    boolean user = role.isText("user");
    if (user) {
      edges.userMessage();
    } else if (answersTool(item, output)) {
      results.result(output);
    } else if (!system) {
      results.modelTurn(); // a message, a call of a tool, its reasoning
    }
    note(content, system, user);
    for (JsonView part : content.items()) {
      note(part.at("/text"), system, user);
      noteAttachment(part);
    }
    output.items().forEach(this::noteAttachment); // what a tool answered
  }

  /** Calls that the vendor's own tools answer hold an output, too, but no agent ran them. */
  private static boolean answersTool(JsonView item, JsonView output) {
    return output.exists()
        && item.at("/type").asTextTail(OUTPUT.length()).orElse("").equals(OUTPUT);
  }

  private void note(JsonView text, boolean system, boolean user) {
    if (system) {
      edges.system(text);
    } else if (user) {
      edges.user(text);
    }
  }

  /** Images, sounds and files come as base64 that no model reads as text. */
  private void noteAttachment(JsonView part) {
    attachmentBytes +=
        Attachment.correction(part.at("/image_url"))
            + Attachment.correction(part.at("/input_audio/data"))
            + Attachment.correction(part.at("/file_data"));
  }
}
