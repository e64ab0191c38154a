package tollgate.provider.demo;

import java.util.List;
import java.util.function.Function;
import tollgate.api.json.Json;

/** The models the demo lists. It answers for any other name as well. */
final class Catalogue {

  private static final List<String> MODELS =
      List.of(
          "demo-large",
          "demo-small",
          "claude-haiku-4-5",
          "claude-sonnet-4-5",
          "gemini-2.5-flash",
          "gemini-2.5-pro",
          "gpt-5",
          "gpt-5-mini");

  private Catalogue() {}

  static Json in(Wire wire) {
    return switch (wire) {
      case CHAT, RESPONSES -> Json.object("object", "list", "data", each(Catalogue::openAi));
      case MESSAGES ->
          Json.object(
              "data", each(Catalogue::anthropic),
              "has_more", false,
              "first_id", MODELS.getFirst(),
              "last_id", MODELS.getLast());
      case GEMINI -> Json.object("models", each(Catalogue::gemini));
    };
  }

  private static Json each(Function<String, Json> shape) {
    return new Json.Arr(MODELS.stream().map(shape).toList());
  }

  private static Json openAi(String model) {
    return Json.object(
        "id", model, "object", "model", "created", 1_767_225_600L, "owned_by", "demo");
  }

  private static Json anthropic(String model) {
    return Json.object(
        "type", "model", "id", model, "display_name", model, "created_at", "2026-01-01T00:00:00Z");
  }

  private static Json gemini(String model) {
    return Json.object(
        "name",
        "models/" + model,
        "version",
        "demo",
        "displayName",
        model,
        "inputTokenLimit",
        1_048_576,
        "outputTokenLimit",
        65_536,
        "supportedGenerationMethods",
        Json.array(Json.text("generateContent"), Json.text("countTokens")));
  }
}
