package tollgate.pricing.modelsdev;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import tollgate.api.json.Json;
import tollgate.api.pricing.ModelPrices;
import tollgate.api.pricing.RateUnit;

/**
 * One model's {@code cost}, in dollars per million tokens (schema of models.dev, 2026-07-02).
 *
 * <ul>
 *   <li>{@code tiers[]} hold above {@code tier.size} tokens of context; {@code context_over_200k}
 *       is their older form and counts only where the newer one says nothing of 200,000 tokens.
 *   <li>{@code experimental.modes.<name>.cost} is a service tier of that name: {@code fast}.
 *   <li>{@code cache_write} is for five minutes; the catalogue has no price for one hour.
 * </ul>
 */
final class ModelCosts {

  private static final long OLD_TIER = 200_000;
  private static final Map<String, RateUnit> UNITS =
      Map.of(
          "input", RateUnit.INPUT,
          "output", RateUnit.OUTPUT,
          "cache_read", RateUnit.CACHE_READ,
          "cache_write", RateUnit.CACHE_WRITE_5M,
          "reasoning", RateUnit.REASONING,
          "input_audio", RateUnit.AUDIO_IN,
          "output_audio", RateUnit.AUDIO_OUT);

  private final ModelPrices prices = new ModelPrices();

  private ModelCosts() {}

  /**
   * The prices of a model.
   *
   * @throws IllegalArgumentException for a number that cannot be a price
   */
  static ModelPrices of(Map<String, Json> model) {
    var costs = new ModelCosts();
    Map<String, Json> cost = object(model, "cost");
    costs.put(cost, 0, "");
    costs.put(object(cost, "context_over_200k"), OLD_TIER, "");
    if (cost.get("tiers") instanceof Json.Arr(var tiers)) {
      tiers.forEach(costs::contextTier);
    }
    object(object(model, "experimental"), "modes")
        .forEach((name, mode) -> costs.put(object(members(mode), "cost"), 0, name));
    return costs.prices;
  }

  private void contextTier(Json tier) {
    Map<String, Json> cost = members(tier);
    Map<String, Json> condition = object(cost, "tier");
    boolean byContext =
        condition.get("type") instanceof Json.Text(var type) && type.equals("context");
    Optional<Json> size = Optional.ofNullable(condition.get("size"));
    if (!byContext || size.isEmpty()) {
      throw new IllegalArgumentException("a tier by " + Json.encode(new Json.Obj(condition)));
    }
    put(cost, ModelPrices.read(size).map(this::tokens).orElse(0L), "");
  }

  private long tokens(BigDecimal size) {
    long tokens = size.longValueExact();
    if (tokens <= 0) {
      throw new IllegalArgumentException("a tier above " + tokens + " tokens");
    }
    return tokens;
  }

  private void put(Map<String, Json> cost, long above, String tier) {
    UNITS.forEach(
        (name, unit) -> prices.put(unit, Optional.ofNullable(cost.get(name)), 0, above, tier));
  }

  private static Map<String, Json> object(Map<String, Json> members, String name) {
    return members(members.getOrDefault(name, Json.NULL));
  }

  private static Map<String, Json> members(Json json) {
    return json instanceof Json.Obj(var members) ? members : Map.of();
  }
}
