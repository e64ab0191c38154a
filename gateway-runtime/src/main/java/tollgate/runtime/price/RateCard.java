package tollgate.runtime.price;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rates of one model in force at one moment: a {@link Tariff} per service tier and context
 * tier.
 */
public final class RateCard {

  /** Per service tier, its tariffs by threshold, highest first; the last one's threshold is 0. */
  private final Map<String, List<Tariff>> byServiceTier;

  private RateCard(Map<String, List<Tariff>> byServiceTier) {
    this.byServiceTier = byServiceTier;
  }

  /** A card of the rates in force. */
  static RateCard of(Map<RateCell, BigDecimal> rates) {
    var thresholds = new TreeSet<>(Set.of(0L));
    var tiers = new TreeSet<>(Set.of(""));
    for (RateCell cell : rates.keySet()) {
      thresholds.add(cell.above());
      tiers.add(cell.tier());
    }

    var byServiceTier = new HashMap<String, List<Tariff>>();
    var resolution = new TierResolution(rates);
    for (String tier : tiers) {
      byServiceTier.put(
          tier,
          thresholds.descendingSet().stream()
              .map(above -> new Tariff(above, resolution.rates(above, tier)))
              .toList());
    }
    return new RateCard(Map.copyOf(byServiceTier));
  }

  /**
   * The tariff for a call.
   *
   * @param context tokens the model read; a tier holds for the whole call once they are more than
   *     its threshold
   * @param serviceTier the tier billed, empty for the ordinary one
   * @return empty when the source prices no such service tier
   */
  Optional<Tariff> tariff(long context, String serviceTier) {
    List<Tariff> tariffs = byServiceTier.get(ModelNames.plain(serviceTier));
    if (tariffs == null) {
      return Optional.empty();
    }
    for (Tariff tariff : tariffs) {
      if (context > tariff.aboveContext() || tariff.aboveContext() == 0) {
        return Optional.of(tariff);
      }
    }
    return Optional.empty();
  }

  /** Whether the source prices a service tier; the empty one it always does. */
  boolean prices(String serviceTier) {
    return byServiceTier.containsKey(ModelNames.plain(serviceTier));
  }

  /** Every rate of the card: by service tier, the ordinary one first, then by context. */
  public List<RateLine> lines() {
    var lines = new ArrayList<RateLine>();
    for (String tier : new TreeSet<>(byServiceTier.keySet())) {
      for (Tariff tariff : byServiceTier.getOrDefault(tier, List.of()).reversed()) {
        tariff
            .rates()
            .forEach((unit, rate) ->
                lines.add(
                    new RateLine(unit, rate.usd(), tariff.aboveContext(), tier, rate.derived())));
      }
    }
    return lines;
  }
}
