package tollgate.dialect.anthropic.messages;

import java.util.List;
import tollgate.api.call.ClientHead;
import tollgate.api.call.PromptEdges;
import tollgate.api.call.RequestFacts;
import tollgate.api.call.ToolResults;
import tollgate.api.dialect.MalformedRequest;
import tollgate.api.json.JsonView;
import tollgate.api.json.JsonView.Kind;

/** Reads a request's facts in one walk over the body. */
final class RequestReading {

  /** The context edit that Anthropic accepts only while thinking is on. */
  static final String CLEAR_THINKING = "clear_thinking_20251015";

  /** The speed that has prices of its own; it is told as the tier that was billed. */
  private static final String FAST = "fast";

  private static final int MODEL_LIMIT = 256;
  private static final int PROVIDER_LIMIT = 128;

  private static final List<String> HINTS =
      List.of(
          "/metadata/user_id",
          "/service_tier",
          "/speed",
          "/thinking/type",
          "/prompt_cache_key",
          "/session_id",
          "/client_metadata/session_id");

  private final JsonView body;
  private final PromptEdges.Collector edges = new PromptEdges.Collector();
  private final ToolResults.Collector results = new ToolResults.Collector();
  private long attachmentBytes;

  private RequestReading(JsonView body) {
    this.body = body;
  }

  static RequestFacts read(ClientHead head, JsonView body) throws MalformedRequest {
    if (body.kind() != Kind.OBJECT) {
      throw new MalformedRequest("", "The body must be a JSON object with a model and messages.");
    }
    if (head.path().equals(MessagesDialect.BATCHES)) {
      return BatchReading.read(body);
    }
    return new RequestReading(body)
        .facts()
        .billable(!head.path().equals(MessagesDialect.COUNT_TOKENS))
        .build();
  }

  private RequestFacts.Builder facts() throws MalformedRequest {
    JsonView system = body.at("/system");
    JsonView messages = body.at("/messages");
    noteSystem(system);
    messages.items().forEach(this::noteMessage);

    JsonView tools = body.at("/tools");
    JsonView stream = body.at("/stream");
    var facts =
        RequestFacts.of(MessagesDialect.ID)
            .model(name(body.at("/model")))
            .provider(body.at("/provider").asText(PROVIDER_LIMIT).orElse(""))
            .dearerTier(body.at("/speed").isText(FAST) ? FAST : "")
            .streaming(stream.isTrue() || stream.isText("true"))
            .maxOutputTokens(limit("/max_tokens"))
            .thinkingTokens(
                body.at("/thinking/type").isText("enabled") ? limit("/thinking/budget_tokens") : 0)
            .messages(messages.size())
            .tools(tools.kind() == Kind.ARRAY ? tools.size() : 0)
            .promptBytes(promptBytes(system, messages, tools))
            .toolResults(results.results())
            .edges(edges.edges());
    HINTS.forEach(
        hint -> facts.hint(hint, body.at(hint).asText(RequestFacts.HINT_LIMIT).orElse("")));
    facts.hint("/context_management/edits", clearsThinking() ? CLEAR_THINKING : "");
    return facts;
  }

  /** A model's name, which must be there. */
  static String name(JsonView model) throws MalformedRequest {
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

  private long limit(String pointer) {
    return Math.max(0, body.at(pointer).asLong().orElse(0));
  }

  private long promptBytes(JsonView system, JsonView messages, JsonView tools) {
    long bytes = (long) system.byteLength() + messages.byteLength() + tools.byteLength();
    return Math.max(0, bytes + attachmentBytes);
  }

  private boolean clearsThinking() {
    for (JsonView edit : body.at("/context_management/edits").items()) {
      if (edit.at("/type").isText(CLEAR_THINKING)) {
        return true;
      }
    }
    return false;
  }

  private void noteSystem(JsonView content) {
    edges.system(content);
    for (JsonView block : content.items()) {
      edges.system(block.at("/text"));
    }
  }

  private void noteMessage(JsonView message) {
    JsonView role = message.at("/role");
    JsonView content = message.at("/content");
    if (role.isText("system") || role.isText("developer")) {
      noteSystem(content);
      return;
    }
    boolean user = role.isText("user");
    if (user) {
      edges.userMessage();
      edges.user(content);
    } else {
      results.modelTurn();
    }
    for (JsonView block : content.items()) {
      if (user) {
        noteUserBlock(block);
      }
      noteAttachments(block);
    }
  }

  private void noteUserBlock(JsonView block) {
    if (block.at("/type").isText("tool_result")) {
      results.result(block.at("/content"));
    } else {
      edges.user(block.at("/text"));
    }
  }

  /** Images and files come as base64 that no model reads as text, also inside tool results. */
  private void noteAttachments(JsonView block) {
    attachmentBytes += Attachment.correction(block.at("/source/data"));
    for (JsonView inner : block.at("/content").items()) {
      attachmentBytes += Attachment.correction(inner.at("/source/data"));
    }
  }
}
