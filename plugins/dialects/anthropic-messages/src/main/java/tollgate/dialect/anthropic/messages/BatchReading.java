package tollgate.dialect.anthropic.messages;

import java.util.ArrayList;
import java.util.List;
import tollgate.api.call.RequestFacts;
import tollgate.api.dialect.MalformedRequest;
import tollgate.api.json.Json;
import tollgate.api.json.JsonEdit;
import tollgate.api.json.JsonView;
import tollgate.api.json.JsonView.Kind;

/**
 * Reads a batch: requests that are worked on later, each with its body in {@code params} (batch
 * page, October 2026). The reply tells no usage, so that what a batch costs stays unknown. A batch
 * of several models names none.
 */
final class BatchReading {

  /**
   * The hint that tells how many requests there are; no member of that name is known to the API.
   */
  static final String SIZE = "/batch";

  private static final String MODEL = "/params/model";
  private static final int PROVIDER_LIMIT = 128;

  private final List<String> models = new ArrayList<>();
  private long promptBytes;
  private long longest;
  private int requests;

  private BatchReading() {}

  static RequestFacts read(JsonView body) throws MalformedRequest {
    JsonView requests = body.at("/requests");
    if (requests.kind() != Kind.ARRAY || requests.size() == 0) {
      throw new MalformedRequest(
          "/requests", "The field \"requests\" must be a list of at least one request.");
    }
    var batch = new BatchReading();
    for (JsonView request : requests.items()) {
      batch.note(request);
    }
    return batch.facts(body.at("/provider").asText(PROVIDER_LIMIT).orElse(""));
  }

  /** The edits that ask another model instead. */
  static List<JsonEdit> asking(RequestFacts facts, String model) {
    int size = Integer.parseInt(facts.hint(SIZE));
    var edits = new ArrayList<JsonEdit>(size);
    for (int i = 0; i < size; i++) {
      edits.add(new JsonEdit.Put("/requests/" + i + MODEL, Json.text(model)));
    }
    return edits;
  }

  private void note(JsonView request) throws MalformedRequest {
    String model = RequestReading.name(request.at(MODEL));
    if (!models.contains(model) && models.size() < 2) {
      models.add(model);
    }
    requests++;
    longest = Math.max(longest, request.at("/params/max_tokens").asLong().orElse(0));
    for (String part : List.of("/params/system", "/params/messages", "/params/tools")) {
      promptBytes += request.at(part).byteLength();
    }
  }

  private RequestFacts facts(String provider) {
    return RequestFacts.of(MessagesDialect.ID)
        .model(models.size() == 1 ? models.getFirst() : "")
        .provider(provider)
        .maxOutputTokens(longest)
        .answers(requests)
        .messages(requests)
        .promptBytes(promptBytes)
        .hint(SIZE, Integer.toString(requests))
        .build();
  }
}
