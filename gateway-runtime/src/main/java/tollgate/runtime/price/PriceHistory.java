package tollgate.runtime.price;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tollgate.api.pricing.Rate;

/**
 * What one source says of one model over time: an edition for every day on which a rate changed.
 */
final class PriceHistory {

  /** The rates in force from a day on, until the next edition. */
  record Edition(LocalDate from, RateCard card) {}

  /** Youngest first: almost every question is about today. */
  private final List<Edition> editions;

  private PriceHistory(List<Edition> editions) {
    this.editions = editions;
  }

  /** A history of rates in any order; of two for the same cell and day the last counts. */
  static PriceHistory of(Collection<Rate> rates) {
    var byDay = rates.stream().sorted(Comparator.comparing(Rate::from)).toList();
    var inForce = new HashMap<RateCell, BigDecimal>();
    var editions = new ArrayList<Edition>();
    for (int i = 0; i < byDay.size(); i++) {
      Rate rate = byDay.get(i);
      inForce.put(RateCell.of(rate), rate.usd());
      boolean dayComplete = i + 1 == byDay.size() || byDay.get(i + 1).from().isAfter(rate.from());
      if (dayComplete) {
        editions.add(new Edition(rate.from(), RateCard.of(Map.copyOf(inForce))));
      }
    }
    return new PriceHistory(List.copyOf(editions.reversed()));
  }

  /** The edition in force on a day; empty before the first one. */
  Optional<Edition> at(LocalDate day) {
    for (Edition edition : editions) {
      if (!edition.from().isAfter(day)) {
        return Optional.of(edition);
      }
    }
    return Optional.empty();
  }
}
