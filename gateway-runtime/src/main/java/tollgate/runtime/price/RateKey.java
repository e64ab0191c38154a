package tollgate.runtime.price;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tollgate.api.pricing.Rate;

/** One rate of one model, whenever it holds. */
record RateKey(PriceIndex.Key model, RateCell cell) {

  static RateKey of(Rate rate) {
    return new RateKey(PriceIndex.Key.of(rate), RateCell.of(rate));
  }

  /** The youngest price of each. */
  static Map<RateKey, BigDecimal> latest(Collection<Rate> rates) {
    var latest = new LinkedHashMap<RateKey, BigDecimal>();
    rates.stream()
        .sorted(Comparator.comparing(Rate::from))
        .forEach(rate -> latest.put(of(rate), rate.usd()));
    return latest;
  }

  @Override
  public String toString() {
    var text = new StringBuilder(model.toString());
    text.append(' ').append(cell.unit().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    if (cell.above() > 0) {
      text.append(" above ").append(cell.above());
    }
    if (!cell.tier().isEmpty()) {
      text.append(" tier ").append(cell.tier());
    }
    return text.toString();
  }
}
