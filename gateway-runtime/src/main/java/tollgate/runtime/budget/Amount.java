package tollgate.runtime.budget;

import tollgate.api.usage.Money;

/**
 * So much of everything that is counted.
 *
 * @param nanos nano-dollars
 * @param tokens tokens read and written, those of caches included
 * @param calls calls
 */
public record Amount(long nanos, long tokens, long calls) {

  /** Nothing. */
  public static final Amount ZERO = new Amount(0, 0, 0);

  /** One call, of which nothing else is known. */
  public static final Amount CALL = new Amount(0, 0, 1);

  /** One call that costs so much and has so many tokens. */
  public static Amount call(Money cost, long tokens) {
    return new Amount(cost.nanos(), tokens, 1);
  }

  /** The money in it. */
  public Money money() {
    return new Money(nanos);
  }

  /** The sum; throws {@link ArithmeticException} on overflow. */
  public Amount plus(Amount other) {
    return new Amount(
        Math.addExact(nanos, other.nanos),
        Math.addExact(tokens, other.tokens),
        Math.addExact(calls, other.calls));
  }

  /** The difference; throws {@link ArithmeticException} on overflow. */
  public Amount minus(Amount other) {
    return new Amount(
        Math.subtractExact(nanos, other.nanos),
        Math.subtractExact(tokens, other.tokens),
        Math.subtractExact(calls, other.calls));
  }

  /** The larger of each. */
  public Amount max(Amount other) {
    return new Amount(
        Math.max(nanos, other.nanos), Math.max(tokens, other.tokens), Math.max(calls, other.calls));
  }

  /** Whether it is as much of each, or more. */
  public boolean covers(Amount other) {
    return minus(other).isPositive();
  }

  /** Whether none of it is below zero. */
  public boolean isPositive() {
    return (nanos | tokens | calls) >= 0;
  }
}
