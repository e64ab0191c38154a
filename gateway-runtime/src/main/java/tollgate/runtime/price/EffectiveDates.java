package tollgate.runtime.price;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tollgate.api.pricing.PriceSheet;
import tollgate.api.pricing.Rate;

/**
 * Gives the days to a list that has none. Most lists tell only what holds now, as if it had always
 * held; with the sheet known before, the day of a change can be told, and a call of last week is
 * still explained by the price of last week.
 *
 * <p>A model that was unknown keeps the undated price: nothing better is known of its past. A model
 * that is listed no more is dropped. A list that brings days of its own is left alone.
 */
final class EffectiveDates {

  private final Map<RateKey, List<Rate>> known = new HashMap<>();
  private final Set<PriceIndex.Key> models = new HashSet<>();
  private final LocalDate today;

  private EffectiveDates(PriceSheet known, LocalDate today) {
    this.today = today;
    for (Rate rate : known.rates()) {
      this.known.computeIfAbsent(RateKey.of(rate), _ -> new ArrayList<>(1)).add(rate);
      models.add(PriceIndex.Key.of(rate));
    }
  }

  /**
   * The fresh sheet with the past of the known one.
   *
   * @param today the UTC day from which changed prices hold
   */
  static PriceSheet carriedOver(PriceSheet known, PriceSheet fresh, LocalDate today) {
    var dates = new EffectiveDates(known, today);
    var rates = new ArrayList<Rate>(fresh.rates().size());
    for (Rate rate : fresh.rates()) {
      if (rate.from().equals(LocalDate.EPOCH)) {
        dates.addDated(rate, rates);
      } else {
        rates.add(rate);
      }
    }
    return new PriceSheet(fresh.version(), fresh.retrievedAt(), fresh.origin(), rates);
  }

  private void addDated(Rate fresh, List<Rate> rates) {
    List<Rate> past = known.getOrDefault(RateKey.of(fresh), List.of());
    if (past.isEmpty()) {
      rates.add(models.contains(PriceIndex.Key.of(fresh)) ? from(fresh, today) : fresh);
      return;
    }
    List<Rate> before = past.stream().filter(rate -> rate.from().isBefore(today)).toList();
    rates.addAll(before);
    boolean unchanged = !before.isEmpty() && before.getLast().usd().compareTo(fresh.usd()) == 0;
    if (!unchanged) {
      rates.add(from(fresh, today));
    }
  }

  private static Rate from(Rate rate, LocalDate day) {
    return new Rate(
        rate.provider(),
        rate.model(),
        rate.unit(),
        rate.usd(),
        rate.aboveContextTokens(),
        rate.serviceTier(),
        day);
  }
}
