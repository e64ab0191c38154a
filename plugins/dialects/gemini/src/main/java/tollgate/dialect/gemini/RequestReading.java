package tollgate.dialect.gemini;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import tollgate.api.call.PromptEdges;
import tollgate.api.call.RequestFacts;
import tollgate.api.call.ToolResults;
import tollgate.api.dialect.MalformedRequest;
import tollgate.api.json.JsonView;
import tollgate.api.json.JsonView.Kind;

/** Reads a request's facts in one walk over the body; Google takes both spellings of a name. */
final class RequestReading {

  /** The hint that marks an action without text; no member of that name is known to the API. */
  static final String SINGLE = "/single";

  static final List<String> CONFIGS = List.of("/generationConfig", "/generation_config");
  static final List<String> OUTPUT_LIMITS =
      CONFIGS.stream()
          .flatMap(config ->
              List.of(config + "/maxOutputTokens", config + "/max_output_tokens").stream())
          .toList();

  private static final List<String> CANDIDATES =
      CONFIGS.stream()
          .flatMap(
              config -> List.of(config + "/candidateCount", config + "/candidate_count").stream())
          .toList();

  static final List<String> THINKING_BUDGETS =
      List.of(
          "/generationConfig/thinkingConfig/thinkingBudget",
          "/generationConfig/thinking_config/thinking_budget",
          "/generation_config/thinking_config/thinking_budget");

  private static final List<String> TEXT_HINTS =
      List.of("/cachedContent", "/serviceTier", "/service_tier");

  private static final List<String> TIERS = List.of("/serviceTier", "/service_tier");
  private static final int TIER_LIMIT = 32;

  /** Tiers that cost no more than the ordinary one (priority page, October 2026). */
  private static final Set<String> NO_DEARER =
      Set.of("unspecified", "standard", "default", "auto", "flex", "batch");

  private static final int MODEL_LIMIT = 256;
  private static final int PROVIDER_LIMIT = 128;

  private final ModelPath path;
  private final JsonView body;
  private final PromptEdges.Collector edges = new PromptEdges.Collector();
  private final ToolResults.Collector results = new ToolResults.Collector();
  private long attachmentBytes;

  private RequestReading(ModelPath path, JsonView body) {
    this.path = path;
    this.body = body;
  }

  static RequestFacts read(ModelPath path, JsonView body) throws MalformedRequest {
    if (body.kind() != Kind.OBJECT) {
      throw new MalformedRequest("", "The body must be a JSON object with contents.");
    }
    if (path.model().isBlank() || path.model().length() > MODEL_LIMIT) {
      throw new MalformedRequest(
          "", "The path must name a model of 1 to " + MODEL_LIMIT + " characters.");
    }
    return new RequestReading(path, body).facts();
  }

  private RequestFacts facts() {
    JsonView contents = body.at("/contents");
    noteSystem(body.at("/systemInstruction"));
    noteSystem(body.at("/system_instruction"));
    contents.items().forEach(this::noteContent);

    var facts =
        RequestFacts.of(GeminiDialect.ID)
            .model(path.model())
            .provider(body.at("/provider").asText(PROVIDER_LIMIT).orElse(""))
            .dearerTier(dearerTier())
            .billable(!path.action().equals(ModelPath.COUNT))
            .streaming(path.action().equals(ModelPath.STREAM))
            .hint(SINGLE, path.isSingle() ? "true" : "")
            .maxOutputTokens(firstPositive(OUTPUT_LIMITS))
            .answers(firstPositive(CANDIDATES))
            .thinkingTokens(firstPositive(THINKING_BUDGETS))
            .messages(contents.kind() == Kind.ARRAY ? contents.size() : 0)
            .tools(tools())
            .promptBytes(promptBytes())
            .toolResults(results.results())
            .edges(edges.edges());
    noteHints(facts);
    return facts.build();
  }

  /** In letters of either case, as the head of a reply tells it. */
  private String dearerTier() {
    return TIERS.stream()
        .map(pointer -> body.at(pointer).asText(TIER_LIMIT).orElse(""))
        .map(word -> word.strip().toLowerCase(Locale.ROOT))
        .filter(word -> !word.isEmpty() && !NO_DEARER.contains(word))
        .findFirst()
        .orElse("");
  }

  private long firstPositive(List<String> pointers) {
    for (String pointer : pointers) {
      long value = body.at(pointer).asLong().orElse(0);
      if (value > 0) {
        return value;
      }
    }
    return 0;
  }

  /** One entry may declare many functions; an entry without any is a tool of Google's own. */
  private int tools() {
    int count = 0;
    for (JsonView tool : body.at("/tools").items()) {
      int functions =
          tool.at("/functionDeclarations").size() + tool.at("/function_declarations").size();
      count += Math.max(1, functions);
    }
    return count;
  }

  private long promptBytes() {
    long bytes = attachmentBytes;
    for (String part :
        List.of(
            "/systemInstruction",
            "/system_instruction",
            "/contents",
            "/tools",
            "/content",
            "/requests",
            "/instances")) {
      bytes += body.at(part).byteLength();
    }
    return Math.max(0, bytes);
  }

  private void noteHints(RequestFacts.Builder facts) {
    for (String hint : TEXT_HINTS) {
      facts.hint(hint, body.at(hint).asText(RequestFacts.HINT_LIMIT).orElse(""));
    }
    for (String config : CONFIGS) {
      facts.hint(config, body.at(config).kind() == Kind.OBJECT ? "object" : "");
    }
    Stream.concat(OUTPUT_LIMITS.stream(), THINKING_BUDGETS.stream())
        .forEach(limit ->
            body.at(limit).asLong().ifPresent(number -> facts.hint(limit, Long.toString(number))));
  }

  private void noteSystem(JsonView instruction) {
    edges.system(instruction);
    for (JsonView part : instruction.at("/parts").items()) {
      edges.system(part.at("/text"));
    }
  }

  private void noteResult(JsonView functionResponse) {
    if (functionResponse.exists()) {
      results.result(functionResponse.at("/response"));
    }
  }

  private void noteContent(JsonView content) {
    JsonView role = content.at("/role");
    boolean user = role.isText("user") || !role.exists();
    if (user) {
      edges.userMessage();
    } else if (role.isText("model")) {
      results.modelTurn();
    }
    for (JsonView part : content.at("/parts").items()) {
      noteResult(part.at("/functionResponse"));
      noteResult(part.at("/function_response"));
      if (user) {
        edges.user(part.at("/text"));
      }
      attachmentBytes +=
          Attachment.correction(part.at("/inlineData/data"))
              + Attachment.correction(part.at("/inline_data/data"));
    }
  }
}
