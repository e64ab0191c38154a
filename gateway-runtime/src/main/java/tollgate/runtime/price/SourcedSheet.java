package tollgate.runtime.price;

import tollgate.api.pricing.PriceSheet;

/**
 * A price sheet together with who says so.
 *
 * @param source the source's id
 * @param rank which source is believed where two price the same thing: the higher one
 * @param sheet what it says
 */
public record SourcedSheet(String source, int rank, PriceSheet sheet) {

  /** From this rank on a sheet is the operator's own word and wins over all others. */
  public static final int OPERATOR = 1_000;

  boolean isOperators() {
    return rank >= OPERATOR;
  }
}
