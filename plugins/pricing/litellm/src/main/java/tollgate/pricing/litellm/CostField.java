package tollgate.pricing.litellm;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tollgate.api.pricing.RateUnit;

/**
 * What the name of a cost field means: a unit, then perhaps {@code _above_200k_tokens}, then
 * perhaps {@code _flex}, {@code _priority} or {@code _batches} (JSON Schema beside the price map,
 * 2026-07).
 *
 * @param unit what is charged
 * @param above the context threshold, 0 for all
 * @param tier the service tier, empty for the ordinary one
 */
record CostField(RateUnit unit, long above, String tier) {

  private static final Map<String, RateUnit> UNITS =
      Map.ofEntries(
          Map.entry("input_cost_per_token", RateUnit.INPUT),
          Map.entry("output_cost_per_token", RateUnit.OUTPUT),
          Map.entry("output_cost_per_reasoning_token", RateUnit.REASONING),
          Map.entry("cache_read_input_token_cost", RateUnit.CACHE_READ),
          Map.entry("cache_creation_input_token_cost", RateUnit.CACHE_WRITE_5M),
          Map.entry("cache_creation_input_token_cost_above_1hr", RateUnit.CACHE_WRITE_1H),
          Map.entry("input_cost_per_audio_token", RateUnit.AUDIO_IN),
          Map.entry("output_cost_per_audio_token", RateUnit.AUDIO_OUT),
          Map.entry("cache_read_input_audio_token_cost", RateUnit.CACHE_READ_AUDIO),
          Map.entry("input_cost_per_image_token", RateUnit.IMAGE_IN),
          Map.entry("output_cost_per_image_token", RateUnit.IMAGE_OUT),
          Map.entry("output_cost_per_image", RateUnit.IMAGE),
          Map.entry("input_cost_per_request", RateUnit.CALL),
          Map.entry(CostField.QUERY, RateUnit.CALL));

  private static final Pattern NAME =
      Pattern.compile(
          "(?<unit>.+?)(?:_above_(?<thousands>\\d{1,6})k_tokens)?(?:_(?<tier>flex|priority|batches))?");

  /** The price of a query: of the call, or of each search of a ranking. */
  static final String QUERY = "input_cost_per_query";

  /** The older name of the price of a cache read. */
  static final String CACHE_HIT = "input_cost_per_token_cache_hit";

  /** What every token costs more in a region, by the field that says so. */
  static final Map<String, String> UPLIFTS =
      Map.of(
          "regional_processing_uplift_multiplier_eu", "eu",
          "regional_processing_uplift_multiplier_us", "us",
          "regional_endpoint_uplift_multiplier", "regional");

  /** What models that only make pictures name the price of a picture. */
  static final String PICTURE = "input_cost_per_image";

  /** What a field says; empty where it is no price that Tollgate can charge. */
  static Optional<CostField> of(String field) {
    Matcher name = NAME.matcher(field);
    if (!name.matches()) {
      return Optional.empty();
    }
    String thousands = name.group("thousands");
    String tier = name.group("tier");
    return Optional.ofNullable(UNITS.get(name.group("unit")))
        .map(unit ->
            new CostField(
                unit,
                thousands == null ? 0 : 1_000 * Long.parseLong(thousands),
                tier == null ? "" : tier.equals("batches") ? "batch" : tier));
  }

  /**
   * Whether a field that is not understood moves the price of a call: another way to charge for
   * input or output (by the image, the second, the character), or a condition on one that is known.
   */
  static boolean matters(String field) {
    return !field.equals(CACHE_HIT)
        && (field.startsWith("input_cost_per_")
            || field.startsWith("output_cost_per_")
            || field.startsWith("cache_read_input_token_cost")
            || field.startsWith("cache_creation_input_token_cost"));
  }

  /** By how many places the point moves to make dollars per million, or per piece. */
  int shift() {
    return unit.perMillion() ? 6 : 0;
  }
}
