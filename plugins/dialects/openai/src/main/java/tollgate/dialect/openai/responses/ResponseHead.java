package tollgate.dialect.openai.responses;

import java.util.LinkedHashMap;
import java.util.Set;
import tollgate.api.json.Json;
import tollgate.api.json.JsonView;
import tollgate.api.usage.TokenCounts;

/** What the events of one response share: id, time, model, service tier, running number. */
final class ResponseHead {

  private static final int TEXT_LIMIT = 256;

  /** Words for the tier that costs what the price list says. */
  private static final Set<String> ORDINARY_TIERS = Set.of("default", "standard", "auto");

  private final String askedModel;
  private String id = "";
  private String servedModel = "";
  private String tier = "";
  private long createdAt;
  private long nextSequence;

  ResponseHead(String askedModel) {
    this.askedModel = askedModel;
  }

  void take(JsonView response) {
    id = response.at("/id").asText(TEXT_LIMIT).orElse(id);
    servedModel = response.at("/model").asText(TEXT_LIMIT).orElse(servedModel);
    createdAt = response.at("/created_at").asLong().orElse(createdAt);
    response
        .at("/service_tier")
        .asText(TEXT_LIMIT)
        .ifPresent(word -> tier = ORDINARY_TIERS.contains(word) ? "" : word);
  }

  void takeSequence(JsonView number) {
    long next = number.asLong().orElse(-1) + 1;
    if (next > 0) {
      nextSequence = next;
    }
  }

  /** Whether the response has told its id. */
  boolean begun() {
    return !id.isEmpty();
  }

  String servedModel() {
    return servedModel;
  }

  /** The tier that was billed, empty for the ordinary one. */
  String tier() {
    return tier;
  }

  /** The running number of the next event. */
  long nextSequence() {
    return nextSequence;
  }

  /** The response object of a last event; the status decides which of its parts are null. */
  Json response(String status, Json error, Json incompleteDetails, Json output, TokenCounts used) {
    var response = new LinkedHashMap<String, Json>();
    response.put("id", Json.text(id));
    response.put("object", Json.text("response"));
    response.put("created_at", Json.of(createdAt));
    response.put("status", Json.text(status));
    response.put("error", error);
    response.put("incomplete_details", incompleteDetails);
    response.put("model", Json.text(servedModel.isEmpty() ? askedModel : servedModel));
    response.put("output", output);
    response.put("usage", usage(used));
    return new Json.Obj(response);
  }

  private static Json usage(TokenCounts used) {
    var usage = new LinkedHashMap<String, Json>();
    usage.put("input_tokens", Json.of(used.context()));
    usage.put("input_tokens_details", Json.object("cached_tokens", used.cacheRead()));
    usage.put("output_tokens", Json.of(used.output()));
    usage.put("output_tokens_details", Json.object("reasoning_tokens", used.reasoning()));
    usage.put("total_tokens", Json.of(used.total()));
    return new Json.Obj(usage);
  }
}
