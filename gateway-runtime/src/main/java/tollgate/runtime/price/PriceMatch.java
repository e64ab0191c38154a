package tollgate.runtime.price;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The price found for a model, and where it came from.
 *
 * @param source the id of the source that says so
 * @param key the entry it stands under: {@code provider/model}, or the bare model where the entry
 *     holds for any provider
 * @param version the version of that source's sheet
 * @param from since when the youngest rate in force holds
 * @param card the rates in force
 */
public record PriceMatch(String source, String key, String version, Instant from, RateCard card) {

  /** All of it in one word for a ledger row. */
  public String reference() {
    return new PriceReference(source, version, key, since()).text();
  }

  /** Since when it holds: the UTC day, or the instant where it is not the beginning of one. */
  public String since() {
    LocalDate day = LocalDate.ofInstant(from, ZoneOffset.UTC);
    boolean wholeDay = day.atStartOfDay(ZoneOffset.UTC).toInstant().equals(from);
    return wholeDay ? day.toString() : from.toString();
  }
}
