package tollgate.api.pricing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tollgate.api.json.Json;

/**
 * The prices of one model while a source gathers them out of a foreign list. One number that cannot
 * be a price spoils the model: half of a price list bills wrongly.
 *
 * <pre>{@code
 * var prices = new ModelPrices();
 * prices.put(RateUnit.INPUT, Optional.ofNullable(entry.get("input")), 0);
 * prices.put(RateUnit.OUTPUT, Optional.ofNullable(entry.get("output")), 0);
 * List<Rate> rates = prices.isUsable() ? prices.rates("acme", "acme-1") : List.of();
 * }</pre>
 *
 * <p>Not safe for several threads.
 *
 * @since 1.0
 */
public final class ModelPrices {

  /** A million tokens, or a piece, that costs more is a slip of the decimal point. */
  private static final BigDecimal DEAREST = new BigDecimal(10_000);

  /** More decimals than any list has, and few enough to reckon with. */
  private static final int FINEST_SCALE = 24;

  private static final Pattern DECIMAL =
      Pattern.compile("-?\\d{1,12}(\\.\\d{1,24})?([eE]-?\\d{1,2})?");

  private record Cell(RateUnit unit, long above, String tier) {}

  private final Map<Cell, BigDecimal> cells = new LinkedHashMap<>();

  /** No prices yet. */
  public ModelPrices() {}

  /** Puts an ordinary price: see {@link #put(RateUnit, Optional, int, long, String)}. */
  public void put(RateUnit unit, Optional<Json> value, int shift) {
    put(unit, value, shift, 0, "");
  }

  /**
   * Puts a price as it stands in the list. Nothing happens where there is none: no value, or null.
   *
   * @param value a number, or a decimal in quotes
   * @param shift by how many places the point moves to the right to make dollars per million, or
   *     per piece: 6 for a price per token
   * @param above holds for requests with a longer context only; 0 for all
   * @param tier holds for this service tier only; empty for the ordinary one
   * @throws IllegalArgumentException for what cannot be a price: another type, less than nothing,
   *     or more than 10,000 dollars
   */
  public void put(RateUnit unit, Optional<Json> value, int shift, long above, String tier) {
    read(value)
        .ifPresent(decimal -> {
          BigDecimal usd = decimal.movePointRight(shift);
          if (usd.signum() < 0 || usd.compareTo(DEAREST) >= 0) {
            throw new IllegalArgumentException(unit + " at " + decimal + " is no price");
          }
          cells.put(new Cell(unit, above, tier), plain(usd));
        });
  }

  /**
   * A decimal exactly as it was written.
   *
   * @return empty for no value and for null
   * @throws IllegalArgumentException for what is no number
   */
  public static Optional<BigDecimal> read(Optional<Json> value) {
    Json json = value.orElse(Json.NULL);
    return switch (json) {
      case Json.Null() -> Optional.empty();
      case Json.Num(var number) when Math.abs((long) number.scale()) <= FINEST_SCALE ->
          Optional.of(number);
      case Json.Text(var text) when DECIMAL.matcher(text).matches() ->
          read(Optional.of(Json.of(new BigDecimal(text))));
      default -> throw new IllegalArgumentException(Json.encode(json) + " is no number");
    };
  }

  /** Without the zeros that only a moved point brings, and without an exponent. */
  private static BigDecimal plain(BigDecimal usd) {
    BigDecimal shortest = usd.stripTrailingZeros();
    return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
  }

  /**
   * Whether what a call costs is known: the ordinary prices of input and output, of pictures in
   * their place, or a price by the piece.
   */
  public boolean isUsable() {
    boolean byTheToken = has(RateUnit.INPUT) && (has(RateUnit.OUTPUT) || has(RateUnit.IMAGE_OUT));
    return byTheToken || has(RateUnit.IMAGE);
  }

  private boolean has(RateUnit unit) {
    return cells.containsKey(new Cell(unit, 0, ""));
  }

  /** Whether everything in the list costs nothing. */
  public boolean isFree() {
    return cells.values().stream().allMatch(usd -> usd.signum() == 0);
  }

  /** The rates, holding since ever as far as an undated list can tell. */
  public List<Rate> rates(String provider, String model) {
    var rates = new ArrayList<Rate>(cells.size());
    cells.forEach((cell, usd) ->
        rates.add(
            new Rate(
                provider, model, cell.unit(), usd, cell.above(), cell.tier(), LocalDate.EPOCH)));
    return rates;
  }
}
