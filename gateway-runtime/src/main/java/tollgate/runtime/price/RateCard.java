package tollgate.runtime.price;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tollgate.api.pricing.RateUnit;

/**
 * The rates of one model in force at one moment: a {@link Tariff} per service tier and context
 * tier, and the same once more for every region where tokens cost more.
 */
public final class RateCard {

  /** Per service tier, its tariffs by threshold, highest first; the last one's threshold is 0. */
  private final Map<String, List<Tariff>> byServiceTier;

  private final Map<String, Uplift> uplifts;

  /** By region. */
  private final Map<String, RateCard> raised;

  private RateCard(Map<String, List<Tariff>> byServiceTier, Map<String, Uplift> uplifts) {
    this.byServiceTier = byServiceTier;
    this.uplifts = uplifts;
    this.raised = new HashMap<>();
    uplifts.forEach((region, uplift) -> raised.put(region, raised(uplift)));
  }

  private RateCard raised(Uplift uplift) {
    var tiers = new HashMap<>(byServiceTier);
    tiers.replaceAll(
        (tier, tariffs) -> tariffs.stream().map(tariff -> tariff.raised(uplift)).toList());
    return new RateCard(tiers, Map.of());
  }

  /** A card of the rates in force. */
  static RateCard of(Map<RateCell, BigDecimal> all) {
    var rates = new HashMap<RateCell, BigDecimal>();
    var uplifts = new HashMap<String, Uplift>();
    all.forEach((cell, usd) -> {
      if (cell.unit() == RateUnit.UPLIFT) {
        uplifts.put(cell.tier(), new Uplift(cell.tier(), usd));
      } else {
        rates.put(cell, usd);
      }
    });
    return new RateCard(tiers(rates), Map.copyOf(uplifts));
  }

  private static Map<String, List<Tariff>> tiers(Map<RateCell, BigDecimal> rates) {
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
              .map(above -> Tariff.of(above, resolution.rates(above, tier)))
              .toList());
    }
    return Map.copyOf(byServiceTier);
  }

  /**
   * The tariff for a call.
   *
   * @param context tokens the model read; a tier holds for the whole call once they are more than
   *     its threshold
   * @param serviceTier the tier billed, empty for the ordinary one
   * @param region where it was processed; one that the source does not know costs nothing more
   * @return empty when the source prices no such service tier
   */
  Optional<Tariff> tariff(long context, String serviceTier, String region) {
    RateCard there = region.isEmpty() ? null : raised.get(ModelNames.plain(region));
    return there == null ? tariff(context, serviceTier) : there.tariff(context, serviceTier);
  }

  private Optional<Tariff> tariff(long context, String serviceTier) {
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
  public boolean prices(String serviceTier) {
    return byServiceTier.containsKey(ModelNames.plain(serviceTier));
  }

  /**
   * Whether the source says what tokens cost more in a region; for the empty one it always does.
   */
  boolean uplifts(String region) {
    return region.isEmpty() || uplifts.containsKey(ModelNames.plain(region));
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
    uplifts.values().stream()
        .sorted(Comparator.comparing(Uplift::region))
        .forEach(uplift ->
            lines.add(new RateLine(RateUnit.UPLIFT, uplift.factor(), 0, uplift.region(), false)));
    return lines;
  }
}
