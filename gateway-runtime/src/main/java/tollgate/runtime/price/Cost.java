package tollgate.runtime.price;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tollgate.api.pricing.RateUnit;
import tollgate.api.usage.Money;

/**
 * What a call costs, line by line. The lines are exact; only their sum is rounded.
 *
 * <p>As a text it goes into the call's row, so that the cost can be worked out again whatever has
 * become of the prices: {@code above=200000 region=us*1.1 input=1000*6.6 cache_write_1h=20*13.2~}.
 * That is a quantity and a rate for each unit; {@code ~} marks a derived rate, and the uplift is in
 * the rates already.
 *
 * @param total the sum, rounded half up to the nano-dollar
 * @param aboveContext the context threshold whose rates apply, 0 for the ordinary ones
 * @param uplift what the rates hold more for a region
 * @param charges one line per class that was used
 */
public record Cost(Money total, long aboveContext, Uplift uplift, List<Charge> charges) {

  private static final String ABOVE = "above";
  private static final String REGION = "region";
  private static final String DERIVED = "~";

  /** Costs never change. */
  public Cost {
    charges = List.copyOf(charges);
  }

  /** A cost that is one amount and nothing more is known of. */
  public static Cost flat(Money amount) {
    var charge = new Charge(RateUnit.CALL, 1, amount.toUsd(), false);
    return new Cost(amount, 0, Uplift.NONE, List.of(charge));
  }

  /** The sum of charges, rounded half up once; empty when it is more than {@link Money} holds. */
  static Optional<Money> total(List<Charge> charges) {
    BigDecimal usd = charges.stream().map(Charge::usd).reduce(BigDecimal.ZERO, BigDecimal::add);
    boolean fits = usd.movePointRight(9).compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0;
    return fits ? Optional.of(Money.usd(usd)) : Optional.empty();
  }

  /** The lines as a text. */
  public String text() {
    var text = new StringBuilder(24 * charges.size());
    if (aboveContext > 0) {
      text.append(ABOVE).append('=').append(aboveContext).append(' ');
    }
    if (!uplift.isNone()) {
      text.append(REGION).append('=').append(uplift.region());
      text.append('*').append(uplift.factor().toPlainString()).append(' ');
    }
    for (Charge charge : charges) {
      text.append(charge.unit().name().toLowerCase(Locale.ROOT)).append('=');
      text.append(charge.quantity()).append('*').append(charge.rate().toPlainString());
      text.append(charge.derived() ? DERIVED : "").append(' ');
    }
    return text.toString().strip();
  }

  /**
   * The cost that a text tells, worked out from its lines.
   *
   * @throws IllegalArgumentException for another text
   */
  public static Cost parse(String text) {
    long above = 0;
    Uplift uplift = Uplift.NONE;
    var charges = new ArrayList<Charge>();
    for (String word : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
      String[] parts = word.split("=", 2);
      String value = parts.length == 2 ? parts[1] : "";
      switch (parts[0]) {
        case ABOVE -> above = Long.parseLong(value);
        case REGION -> uplift = new Uplift(before(value), new BigDecimal(behind(value)));
        default -> charges.add(charge(parts[0], value));
      }
    }
    Money total =
        total(charges).orElseThrow(() -> new IllegalArgumentException("too much: " + text));
    return new Cost(total, above, uplift, charges);
  }

  private static Charge charge(String unit, String value) {
    boolean derived = value.endsWith(DERIVED);
    String plain = derived ? value.substring(0, value.length() - 1) : value;
    return new Charge(
        RateUnit.valueOf(unit.toUpperCase(Locale.ROOT)),
        Long.parseLong(before(plain)),
        new BigDecimal(behind(plain)),
        derived);
  }

  private static String before(String product) {
    return product.substring(0, star(product));
  }

  private static String behind(String product) {
    return product.substring(star(product) + 1);
  }

  private static int star(String product) {
    int star = product.indexOf('*');
    if (star < 0) {
      throw new IllegalArgumentException("\"" + product + "\" is no quantity and rate");
    }
    return star;
  }
}
