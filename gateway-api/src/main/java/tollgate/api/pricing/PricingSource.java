package tollgate.api.pricing;

import java.io.IOException;
import java.util.Optional;

/**
 * A source of prices. Blocks on a virtual thread of its own, never on a call's.
 *
 * <pre>{@code
 * public Optional<PriceSheet> fetch(String lastVersion) {
 *   return lastVersion.equals(SHEET.version()) ? Optional.empty() : Optional.of(SHEET);
 * }
 * }</pre>
 *
 * @since 1.0
 */
public interface PricingSource {

  /** The source's id, kept with every price that comes from it. */
  String id();

  /**
   * Which source is believed where two price the same thing: the higher number. A table shipped
   * with a plugin is 0, a live source 100.
   */
  default int rank() {
    return 0;
  }

  /**
   * The current sheet, or nothing when it is still the version the gateway has.
   *
   * @param lastVersion the version last fetched, empty the first time
   * @throws IOException when the source cannot be read; the last good sheet stays
   */
  Optional<PriceSheet> fetch(String lastVersion) throws IOException;
}
