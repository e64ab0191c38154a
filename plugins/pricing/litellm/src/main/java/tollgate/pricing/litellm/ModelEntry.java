package tollgate.pricing.litellm;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tollgate.api.json.Json;
import tollgate.api.pricing.ModelPrices;
import tollgate.api.pricing.RateUnit;

/** One entry of the map, in dollars per token. */
final class ModelEntry {

  /** Their output is no text, so the map often leaves its price out. */
  private static final Set<String> WITHOUT_OUTPUT = Set.of("embedding", "rerank", "moderation");

  private final Map<String, Json> entry;
  private final ModelPrices prices = new ModelPrices();

  private ModelEntry(Map<String, Json> entry) {
    this.entry = entry;
  }

  /**
   * The prices of a model.
   *
   * @throws IllegalArgumentException for a number that cannot be a price, and for a price that
   *     depends on what a call's usage does not tell
   */
  static ModelPrices prices(Map<String, Json> entry) {
    var model = new ModelEntry(entry);
    model.withoutOutput();
    model.olderNames();
    model.pictures();
    model.steps();
    entry.forEach(model::field);
    model.searches();
    model.rankings();
    model.uplifts();
    return model.prices;
  }

  private void withoutOutput() {
    if (WITHOUT_OUTPUT.contains(text("mode"))) {
      prices.put(RateUnit.OUTPUT, Optional.of(Json.of(0)), 0);
    }
  }

  /** A model that makes pictures has no input that is one: the price is that of the output. */
  private void pictures() {
    if (onlyMakesPictures()) {
      prices.put(RateUnit.IMAGE, value(CostField.PICTURE), 0);
    }
  }

  private boolean onlyMakesPictures() {
    return text("mode").equals("image_generation");
  }

  /** A region that costs nothing more needs no word. */
  private void uplifts() {
    CostField.UPLIFTS.forEach((field, region) -> {
      BigDecimal factor = ModelPrices.read(value(field)).orElse(BigDecimal.ONE);
      if (factor.compareTo(BigDecimal.ONE) != 0) {
        prices.put(RateUnit.UPLIFT, value(field), 0, 0, region);
      }
    });
  }

  private void olderNames() {
    prices.put(RateUnit.CACHE_READ, value(CostField.CACHE_HIT), 6);
  }

  private void field(String name, Json value) {
    Optional<CostField> meaning = CostField.of(name);
    if (name.equals(CostField.QUERY) && text("mode").equals("rerank")) {
      return;
    }
    if (meaning.isPresent() && !isNoPicture(meaning.get(), value)) {
      CostField field = meaning.get();
      prices.put(field.unit(), Optional.of(value), field.shift(), field.above(), field.tier());
    } else if (CostField.matters(name)
        && !(name.equals(CostField.PICTURE) && onlyMakesPictures())
        && ModelPrices.read(Optional.of(value)).orElse(BigDecimal.ZERO).signum() != 0) {
      throw new IllegalArgumentException("charged by " + name);
    }
  }

  /** Models that make no pictures are listed with a price of nothing for one. */
  private static boolean isNoPicture(CostField field, Json value) {
    return field.unit() == RateUnit.IMAGE
        && ModelPrices.read(Optional.of(value)).orElse(BigDecimal.ZERO).signum() == 0;
  }

  /** {@code tiered_pricing}: the prices of a range hold above its lower end. */
  private void steps() {
    if (!(entry.get("tiered_pricing") instanceof Json.Arr(var steps))) {
      return;
    }
    for (Json step : steps) {
      Map<String, Json> members = step instanceof Json.Obj(var all) ? all : Map.of();
      long above = lowerEnd(members.getOrDefault("range", Json.NULL));
      members.forEach((name, value) ->
          CostField.of(name)
              .ifPresent(field ->
                  prices.put(
                      field.unit(), Optional.of(value), field.shift(), above, field.tier())));
    }
  }

  private static long lowerEnd(Json range) {
    if (range instanceof Json.Arr(List<Json> ends) && ends.size() == 2) {
      long tokens =
          ModelPrices.read(Optional.of(ends.getFirst())).orElse(BigDecimal.ZERO).longValueExact();
      if (tokens >= 0) {
        return tokens;
      }
    }
    throw new IllegalArgumentException("a step by " + Json.encode(range));
  }

  /** The size of search that is done where a call asks for none is the medium one. */
  private void searches() {
    if (value("search_context_cost_per_query").orElse(Json.NULL) instanceof Json.Obj(var sizes)) {
      Json medium = sizes.getOrDefault("search_context_size_medium", Json.NULL);
      prices.put(searchedOnce() ? RateUnit.SEARCHED_CALL : RateUnit.SEARCH, Optional.of(medium), 0);
    }
  }

  /** Google's models are charged by the prompt unless the map says by the query. */
  private boolean searchedOnce() {
    return switch (text("web_search_billing_unit")) {
      case "per_prompt" -> true;
      case "per_query" -> false;
      default -> {
        String provider = text("litellm_provider");
        yield provider.equals("gemini") || provider.startsWith("vertex_ai-language-models");
      }
    };
  }

  /** A ranking is charged by the search, of which a call with many documents has several. */
  private void rankings() {
    if (text("mode").equals("rerank")) {
      prices.put(RateUnit.SEARCH, value(CostField.QUERY), 0);
    }
  }

  private String text(String name) {
    return value(name).orElse(Json.NULL) instanceof Json.Text(var text) ? text : "";
  }

  private Optional<Json> value(String name) {
    return Optional.ofNullable(entry.get(name));
  }
}
