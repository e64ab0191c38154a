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
  private final boolean elder;
  private String id = "";
  private String servedModel = "";
  private String tier = "";
  private long created;

  /** The head of a reply; {@code elder} says whether to a request of the elder path. */
  ChunkHead(String askedModel, boolean elder) {
    this.askedModel = askedModel;
    this.elder = elder;
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

  /** A choice of a chunk: a piece of text, none for the choice's end. */
  Json choice(int index, String text, Json finishReason) {
    Json delta = text.isEmpty() ? Json.object() : Json.object("content", text);
    return elder
        ? Json.object("text", text, "index", index, "finish_reason", finishReason)
        : Json.object("index", index, "delta", delta, "finish_reason", finishReason);
  }

  /** A chunk of the same reply with one choice; the call is for a reply that told no id. */
  Json chunk(Json choice, String call) {
    return Json.object(
        "id",
        id.isEmpty() ? (elder ? "cmpl-" : "chatcmpl-") + call : id,
        "object",
        elder ? "text_completion" : "chat.completion.chunk",
        "created",
        created,
        "model",
        servedModel.isEmpty() ? askedModel : servedModel,
        "choices",
        Json.array(choice));
  }
}
