package tollgate.dialect.ollama;

import java.util.List;
import java.util.Set;
import tollgate.api.call.ClientHead;
import tollgate.api.call.PromptEdges;
import tollgate.api.call.RequestFacts;
import tollgate.api.call.ToolResults;
import tollgate.api.dialect.MalformedRequest;
import tollgate.api.json.JsonView;
import tollgate.api.json.JsonView.Kind;

/** Reads a request's facts in one walk over the body. */
final class RequestReading {

  static final String CHAT_PATH = "/api/chat";

  /** Paths that keep the models of a server and ask none of them anything. */
  static final Set<String> FREE =
      Set.of("/api/show", "/api/pull", "/api/push", "/api/create", "/api/copy");

  static final String OPTIONS = "/options";
  static final String LIMIT = "/options/num_predict";

  /** Hints that mark the path; the API knows no members of these names. */
  static final String CHAT = "/chat";

  static final String EMBED = "/embed";

  private static final int MODEL_LIMIT = 256;
  private static final int PROVIDER_LIMIT = 128;

  /** What an embedded picture weighs in an estimate; its base64 form would weigh far too much. */
  private static final long PICTURE_WEIGHT = 6_400;

  private final JsonView body;
  private final PromptEdges.Collector edges = new PromptEdges.Collector();
  private final ToolResults.Collector results = new ToolResults.Collector();
  private long pictureBytes;

  private RequestReading(JsonView body) {
    this.body = body;
  }

  static RequestFacts read(ClientHead head, JsonView body) throws MalformedRequest {
    if (body.kind() != Kind.OBJECT) {
      throw new MalformedRequest("", "The body must be a JSON object with a model.");
    }
    if (FREE.contains(head.path())) {
      return RequestFacts.of(OllamaDialect.ID)
          .billable(false)
          .model(body.at("/model").asText(MODEL_LIMIT).orElse(""))
          .provider(body.at("/provider").asText(PROVIDER_LIMIT).orElse(""))
          .build();
    }
    boolean chat = head.path().equals(CHAT_PATH);
    boolean embed = head.path().startsWith("/api/embed");
    return new RequestReading(body)
        .facts(!embed)
        .hint(CHAT, chat ? "true" : "")
        .hint(EMBED, embed ? "true" : "")
        .build();
  }

  private RequestFacts.Builder facts(boolean writes) throws MalformedRequest {
    JsonView messages = body.at("/messages");
    JsonView tools = body.at("/tools");
    edges.system(body.at("/system"));
    edges.user(body.at("/prompt"));
    notePictures(body);
    messages.items().forEach(this::noteMessage);
    return RequestFacts.of(OllamaDialect.ID)
        .model(model())
        .provider(body.at("/provider").asText(PROVIDER_LIMIT).orElse(""))
        .streaming(writes && body.at("/stream").kind() != Kind.FALSE)
        .maxOutputTokens(Math.max(0, body.at(LIMIT).asLong().orElse(0)))
        .messages(messages.kind() == Kind.ARRAY ? messages.size() : 0)
        .tools(tools.kind() == Kind.ARRAY ? tools.size() : 0)
        .promptBytes(promptBytes())
        .toolResults(results.results())
        .edges(edges.edges())
        .hint(OPTIONS, body.at(OPTIONS).kind() == Kind.OBJECT ? "object" : "");
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
    long bytes = pictureBytes;
    for (String part :
        List.of("/messages", "/tools", "/system", "/prompt", "/suffix", "/images", "/input")) {
      bytes += body.at(part).byteLength();
    }
    return Math.max(0, bytes);
  }

  private void noteMessage(JsonView message) {
    JsonView role = message.at("/role");
    if (role.isText("system")) {
      edges.system(message.at("/content"));
    } else if (role.isText("user")) {
      edges.userMessage();
      edges.user(message.at("/content"));
    } else if (role.isText("tool")) {
      results.result(message.at("/content"));
    } else {
      results.modelTurn();
    }
    notePictures(message);
  }

  private void notePictures(JsonView holder) {
    for (JsonView picture : holder.at("/images").items()) {
      pictureBytes += Math.min(0, PICTURE_WEIGHT - picture.byteLength());
    }
  }
}
