package tollgate.dialect.openai.chat;

import java.util.Set;
import tollgate.api.json.Json;
import tollgate.api.json.JsonView;

/** What every chunk of one reply repeats: id, time, model, service tier. */
final class ChunkHead {

  private static final int TEXT_LIMIT = 256;

  /** Words for the tier that costs what the price list says. */
  private static final Set<String> ORDINARY_TIERS = Set.of("default", "standard", "auto");

  private final String askedModel;
  private String id = "";
  private String servedModel = "";
  private String tier = "";
  private long created;

  ChunkHead(String askedModel) {
    this.askedModel = askedModel;
  }

  void take(JsonView chunk) {
    if (id.isEmpty()) {
      id = chunk.at("/id").asText(TEXT_LIMIT).orElse("");
      created = chunk.at("/created").asLong().orElse(0);
    }
    JsonView model = chunk.at("/model");
    if (!model.isText(servedModel) && !model.isText("")) {
      servedModel = model.asText(TEXT_LIMIT).orElse(servedModel);
    }
    JsonView served = chunk.at("/service_tier");
    if (!served.isText(tier)) {
      served.asText(TEXT_LIMIT).ifPresent(word -> tier = ORDINARY_TIERS.contains(word) ? "" : word);
    }
  }

  String servedModel() {
    return servedModel;
  }

  /** The tier that was billed, empty for the ordinary one. */
  String tier() {
    return tier;
  }

  /** A chunk of the same reply with one choice; the other id is for a reply that told none. */
  Json chunk(Json choice, String otherwiseId) {
    return Json.object(
        "id",
        id.isEmpty() ? otherwiseId : id,
        "object",
        "chat.completion.chunk",
        "created",
        created,
        "model",
        servedModel.isEmpty() ? askedModel : servedModel,
        "choices",
        Json.array(choice));
  }
}
