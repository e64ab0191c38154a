package tollgate.dialect.openai.chat;

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

  /** The hint that tells whether the client itself asked for usage in the stream. */
  static final String INCLUDE_USAGE = "/stream_options/include_usage";

  /** The hint that marks a request on the elder path, whose text is one prompt. */
  static final String PROMPT = "/prompt";

  private static final int MODEL_LIMIT = 256;
  private static final long MOST_ANSWERS = 1_024;
  private static final int PROVIDER_LIMIT = 128;

  private static final List<String> TEXT_HINTS =
      List.of(
          "/prompt_cache_key",
          "/session_id",
          "/client_metadata/session_id",
          "/metadata/user_id",
          "/user",
          "/safety_identifier",
          "/service_tier",
          "/reasoning_effort");

  private static final List<String> NUMBER_HINTS =
      List.of("/n", "/max_tokens", "/max_completion_tokens");

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
    boolean elder = head.path().equals(ChatDialect.ELDER_PATH);
    return new RequestReading(body).facts().hint(PROMPT, elder ? "true" : "").build();
  }

  private RequestFacts.Builder facts() throws MalformedRequest {
    JsonView messages = body.at("/messages");
    messages.items().forEach(this::noteMessage);
    edges.user(body.at(PROMPT));

    JsonView tools = body.at("/tools");
    JsonView stream = body.at("/stream");
    var facts =
        RequestFacts.of(ChatDialect.ID)
            .model(model())
            .provider(body.at("/provider").asText(PROVIDER_LIMIT).orElse(""))
            .dearerTier(ServiceTier.dearer(body.at("/service_tier")))
            .streaming(stream.isTrue() || stream.isText("true"))
            .maxOutputTokens(outputLimit())
            .answers(answers())
            .thinkingTokens(limit("/reasoning/max_tokens"))
            .hiddenOutput(Reasoning.isHidden(body.at("/reasoning_effort"), body.at("/model")))
            .messages(messages.kind() == Kind.ARRAY ? messages.size() : 0)
            .tools(tools.kind() == Kind.ARRAY ? tools.size() : 0)
            .promptBytes(promptBytes())
            .toolResults(results.results())
            .edges(edges.edges());
    noteHints(facts);
    return facts;
  }

  /** Of the elder path, as many for each prompt; what is only chosen from is paid for as well. */
  private long answers() {
    JsonView prompts = body.at(PROMPT);
    long each = Math.max(wanted("/n"), wanted("/best_of"));
    boolean several = prompts.kind() == Kind.ARRAY && prompts.at("/0").kind() != Kind.NUMBER;
    return each * (several ? Math.max(1, prompts.size()) : 1);
  }

  private long wanted(String pointer) {
    return Math.clamp(body.at(pointer).asLong().orElse(1), 1, MOST_ANSWERS);
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

  /** The newer name rules where a body holds both. */
  private long outputLimit() {
    long limit = limit("/max_completion_tokens");
    return limit > 0 ? limit : limit("/max_tokens");
  }

  private long limit(String pointer) {
    return Math.max(0, body.at(pointer).asLong().orElse(0));
  }

  private long promptBytes() {
    long bytes = attachmentBytes;
    for (String part : List.of("/messages", PROMPT, "/suffix", "/tools", "/functions")) {
      bytes += body.at(part).byteLength();
    }
    return Math.max(0, bytes);
  }

  private void noteHints(RequestFacts.Builder facts) {
    for (String hint : TEXT_HINTS) {
      facts.hint(hint, body.at(hint).asText(RequestFacts.HINT_LIMIT).orElse(""));
    }
    for (String hint : NUMBER_HINTS) {
      body.at(hint).asLong().ifPresent(number -> facts.hint(hint, Long.toString(number)));
    }
    facts.hint("/stream_options", body.at("/stream_options").kind() == Kind.OBJECT ? "object" : "");
    switch (body.at(INCLUDE_USAGE).kind()) {
      case TRUE -> facts.hint(INCLUDE_USAGE, "true");
      case FALSE -> facts.hint(INCLUDE_USAGE, "false");
      case OBJECT, ARRAY, TEXT, NUMBER, NULL, MISSING -> {}
    }
  }

  private void noteMessage(JsonView message) {
    JsonView role = message.at("/role");
    JsonView content = message.at("/content");
    boolean system = role.isText("system") || role.isText("developer");
    boolean user = role.isText("user");
    if (user) {
      edges.userMessage();
    } else if (role.isText("tool") || role.isText("function")) {
      results.result(content);
    } else if (!system) {
      results.modelTurn();
    }
    note(content, system, user);
    for (JsonView part : content.items()) {
      note(part.at("/text"), system, user);
      noteAttachment(part);
    }
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
        Attachment.correction(part.at("/image_url/url"))
            + Attachment.correction(part.at("/input_audio/data"))
            + Attachment.correction(part.at("/file/file_data"));
  }
}
