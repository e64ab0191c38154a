package tollgate.pricing.modelsdev;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tollgate.api.json.Json;
import tollgate.api.pricing.ModelPrices;
import tollgate.api.pricing.Rate;

/**
 * The whole document: providers, each with its models. A price holds at its provider. What a maker
 * asks for its own model holds for any provider as well, because calls often reach it through one
 * that the catalogue has never heard of; a reseller's price is nobody else's.
 *
 * @param rates one per model, unit, tier and threshold
 * @param leftOut how many models have no price that can be used
 * @param spoiled how many of these have a number that cannot be a price
 */
record Catalogue(List<Rate> rates, int leftOut, int spoiled) {

  /** Providers that price models of their own making. Of two that have one, the first is meant. */
  private static final List<String> MAKERS =
      List.of(
          "anthropic",
          "openai",
          "google",
          "xai",
          "deepseek",
          "mistral",
          "moonshotai",
          "zai",
          "alibaba",
          "minimax",
          "cohere",
          "perplexity",
          "inception",
          "xiaomi");

  Catalogue {
    rates = List.copyOf(rates);
  }

  /** Reads the document; what cannot be read is left out and counted. */
  static Catalogue read(Json root) {
    var reading = new Reading();
    Map<String, Json> providers = members(root);
    var inOrder = new LinkedHashMap<String, Json>();
    MAKERS.stream()
        .filter(providers::containsKey)
        .forEach(maker -> inOrder.put(maker, providers.get(maker)));
    inOrder.putAll(providers);
    inOrder.forEach((provider, entry) ->
        members(members(entry).getOrDefault("models", Json.NULL))
            .forEach((model, description) -> reading.model(provider, model, members(description))));
    return new Catalogue(reading.rates, reading.leftOut, reading.spoiled);
  }

  private static Map<String, Json> members(Json json) {
    return json instanceof Json.Obj(var members) ? members : Map.of();
  }

  /** What has been read so far. */
  private static final class Reading {
    private final List<Rate> rates = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private int leftOut;
    private int spoiled;

    void model(String provider, String model, Map<String, Json> description) {
      try {
        ModelPrices prices = ModelCosts.of(description);
        if (model.isBlank() || !prices.isUsable()) {
          leftOut++;
          return;
        }
        add(provider, model, prices);
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
}
