package tollgate.runtime.price;

import java.time.Instant;
import java.util.List;
import tollgate.api.pricing.Rate;

/**
 * What the operator said of one model while the gateway ran.
 *
 * @param id counts what was said; of two words for the same instant the later one holds
 * @param provider whose price it is, empty for any provider's
 * @param model the model
 * @param from when it begins to hold, until the next word on the same model does
 * @param rates the prices; none where an earlier price was withdrawn
 */
public record PriceOverride(
    long id, String provider, String model, Instant from, List<Rate> rates) {

  /** Words never change. */
  public PriceOverride {
    rates = List.copyOf(rates);
  }

  /** Whether it takes an earlier price back. */
  public boolean isWithdrawal() {
    return rates.isEmpty();
  }
}
