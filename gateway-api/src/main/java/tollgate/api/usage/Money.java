package tollgate.api.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount of money in whole nano-dollars (10⁻⁹ USD). The range is ± 9.2 billion dollars;
 * arithmetic that leaves it throws.
 *
 * @param nanos nano-dollars, may be negative
 * @since 1.0
 */
public record Money(long nanos) implements Comparable<Money> {

  /** No money. */
  public static final Money ZERO = new Money(0);

  /** The amount for a decimal number of dollars, rounded half up to the nano-dollar. */
  public static Money usd(BigDecimal usd) {
    return new Money(
        usd.movePointRight(9).setScale(0, RoundingMode.HALF_UP).toBigInteger().longValueExact());
  }

  /** The amount for a decimal number of dollars, for example {@code Money.usd("2.50")}. */
  public static Money usd(String usd) {
    return usd(new BigDecimal(usd));
  }

  /** The sum; throws {@link ArithmeticException} on overflow. */
  public Money plus(Money other) {
    return new Money(Math.addExact(nanos, other.nanos));
  }

  /** The difference; throws {@link ArithmeticException} on overflow. */
  public Money minus(Money other) {
    return new Money(Math.subtractExact(nanos, other.nanos));
  }

  /** The exact decimal number of dollars, without trailing zeros: {@code 0.0015}. */
  public BigDecimal toUsd() {
    var usd = BigDecimal.valueOf(nanos, 9).stripTrailingZeros();
    return usd.scale() < 0 ? usd.setScale(0, RoundingMode.UNNECESSARY) : usd;
  }

  @Override
  public int compareTo(Money other) {
    return Long.compare(nanos, other.nanos);
  }

  @Override
  public String toString() {
    return "$" + toUsd().toPlainString();
  }
}
