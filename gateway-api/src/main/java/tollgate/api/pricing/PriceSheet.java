package tollgate.api.pricing;

import java.time.Instant;
import java.util.List;

/**
 * Everything one source says at one moment.
 *
 * @param version names this state of the source (an entity tag, a date); handed back at the next
 *     fetch
 * @param retrievedAt when it was read
 * @param origin where a person can check it
 * @param rates the prices
 * @since 1.0
 */
public record PriceSheet(String version, Instant retrievedAt, String origin, List<Rate> rates) {

  /** Sheets never change. */
  public PriceSheet {
    rates = List.copyOf(rates);
  }
}
