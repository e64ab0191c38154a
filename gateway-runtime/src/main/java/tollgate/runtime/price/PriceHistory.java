package tollgate.runtime.price;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tollgate.api.pricing.Rate;

/**
 * What one source says of one model over time: an edition for every moment at which a rate changed.
 */
final class PriceHistory {

  /** The rates in force from a moment on, until the next edition; none where they end. */
  record Edition(Instant from, String version, Optional<RateCard> card) {}

  /** Youngest first: almost every question is about today. */
  private final List<Edition> editions;

  private PriceHistory(List<Edition> editions) {
    this.editions = editions;
  }

  /**
   * A history of dated rates in any order; of two for the same cell and day the last counts.
   *
   * @param version the sheet's
   */
  static PriceHistory of(String version, Collection<Rate> rates) {
    var byDay = rates.stream().sorted(Comparator.comparing(Rate::from)).toList();
    var inForce = new HashMap<RateCell, BigDecimal>();
    var editions = new ArrayList<Edition>();
    for (int i = 0; i < byDay.size(); i++) {
      Rate rate = byDay.get(i);
      inForce.put(RateCell.of(rate), rate.usd());
      boolean dayComplete = i + 1 == byDay.size() || byDay.get(i + 1).from().isAfter(rate.from());
      if (dayComplete) {
        Instant from = rate.from().atStartOfDay(ZoneOffset.UTC).toInstant();
        editions.add(edition(from, version, inForce));
      }
    }
    return new PriceHistory(List.copyOf(editions.reversed()));
  }

  /** A history of the operator's words; each takes the place of the one before as a whole. */
  static PriceHistory of(Collection<PriceOverride> words) {
    var editions = new TreeMap<Instant, Edition>();
    words.stream()
        .sorted(Comparator.comparingLong(PriceOverride::id))
        .forEach(word -> editions.put(word.from(), edition(word)));
    return new PriceHistory(List.copyOf(editions.descendingMap().values()));
  }

  private static Edition edition(PriceOverride word) {
    String version = Long.toString(word.id());
    return word.isWithdrawal()
        ? new Edition(word.from(), version, Optional.empty())
        : edition(
            word.from(),
            version,
            word.rates().stream().collect(Collectors.toMap(RateCell::of, Rate::usd, (a, b) -> b)));
  }

  private static Edition edition(Instant from, String version, Map<RateCell, BigDecimal> rates) {
    return new Edition(from, version, Optional.of(RateCard.of(Map.copyOf(rates))));
  }

  /** The edition in force at a moment; empty before the first one. */
  Optional<Edition> at(Instant moment) {
    for (Edition edition : editions) {
      if (!edition.from().isAfter(moment)) {
        return Optional.of(edition);
      }
    }
    return Optional.empty();
  }
}
