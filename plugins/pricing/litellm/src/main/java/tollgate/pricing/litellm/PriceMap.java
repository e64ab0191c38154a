package tollgate.pricing.litellm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tollgate.api.json.Json;
import tollgate.api.pricing.ModelPrices;
import tollgate.api.pricing.Rate;

/**
 * The whole document: models by id, with or without their provider before it. A price holds at its
 * provider; what a maker asks for its own model holds for any provider as well.
 *
 * @param rates one per model, unit, tier and threshold
 * @param leftOut how many models have no price that can be used
 * @param spoiled how many of these have a price that cannot be read or charged
 */
record PriceMap(List<Rate> rates, int leftOut, int spoiled) {

  /** Top-level members that are no models. */
  private static final Set<String> NO_MODELS = Set.of("sample_spec", "fallback_generalizations");

  /** Providers that price models of their own making. */
  private static final Set<String> MAKERS =
      Set.of(
          "anthropic",
          "openai",
          "text-completion-openai",
          "gemini",
          "xai",
          "deepseek",
          "mistral",
          "moonshot",
          "zai",
          "dashscope",
          "minimax",
          "cohere",
          "cohere_chat",
          "perplexity");

  PriceMap {
    rates = List.copyOf(rates);
  }

  /** Reads the document; what cannot be read is left out and counted. */
  static PriceMap read(Json root) {
    var reading = new Reading();
    if (root instanceof Json.Obj(var models)) {
      models.forEach((id, entry) -> {
        if (!NO_MODELS.contains(id) && entry instanceof Json.Obj(var members)) {
          reading.model(id, members);
        }
      });
    }
    return new PriceMap(reading.rates, reading.leftOut, reading.spoiled);
  }

  /** What has been read so far. */
  private static final class Reading {
    private final List<Rate> rates = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private int leftOut;
    private int spoiled;

    void model(String id, Map<String, Json> entry) {
      String provider = provider(entry);
      String model = withoutProvider(id, provider);
      try {
        ModelPrices prices = ModelEntry.prices(entry);
        if (provider.isEmpty() || model.isBlank() || !prices.isUsable()) {
          leftOut++;
          return;
        }
        add(shortName(provider), model, prices);
        // A maker's trial costs nothing with the maker; that says nothing of anybody else.
        if (MAKERS.contains(provider) && !prices.isFree()) {
          add("", model, prices);
        }
      } catch (IllegalArgumentException | ArithmeticException noPrice) {
        leftOut++;
        spoiled++;
      }
    }

    private void add(String provider, String model, ModelPrices prices) {
      if (seen.add((provider + "/" + model).toLowerCase(Locale.ROOT))) {
        rates.addAll(prices.rates(provider, model));
      }
    }
  }

  private static String provider(Map<String, Json> entry) {
    return entry.getOrDefault("litellm_provider", Json.NULL) instanceof Json.Text(var provider)
        ? provider
        : "";
  }

  private static String withoutProvider(String id, String provider) {
    String prefix = shortName(provider) + "/";
    return id.startsWith(prefix) ? id.substring(prefix.length()) : id;
  }

  /**
   * One host's prices are filed under several names, by whose models they are or how to call it.
   */
  private static String shortName(String provider) {
    if (provider.startsWith("vertex_ai-")) {
      return "vertex_ai";
    }
    return switch (provider) {
      case "bedrock_converse" -> "bedrock";
      case "text-completion-openai" -> "openai";
      case "cohere_chat" -> "cohere";
      default -> provider;
    };
  }
}
