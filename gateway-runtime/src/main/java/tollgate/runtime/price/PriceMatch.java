package tollgate.runtime.price;

import java.time.LocalDate;

/**
 * The price found for a model, and where it came from.
 *
 * @param source the id of the source that says so
 * @param key the entry it stands under: {@code provider/model}, or the bare model where the entry
 *     holds for any provider
 * @param version the version of that source's sheet
 * @param from the first UTC day of the youngest rate in force
 * @param card the rates in force
 */
public record PriceMatch(String source, String key, String version, LocalDate from, RateCard card) {

  /** All of it in one word for a ledger row: {@code builtin@2026-11-01:gpt-5:2025-08-07}. */
  public String reference() {
    return source + "@" + version + ":" + key + ":" + from;
  }
}
