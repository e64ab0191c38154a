package tollgate.runtime.budget;

import tollgate.api.usage.Money;

/** What a cap limits. */
public enum Unit {
  /** Nano-dollars. */
  USD,
  /** Tokens read and written. */
  TOKENS,
  /** Calls that were admitted. */
  CALLS,
  /** Calls that run at once. */
  CONCURRENT;

  /** Whether how much a call takes is known only when it has ended. */
  public boolean isMeasured() {
    return this == USD || this == TOKENS;
  }

  /** An amount as people say it: {@code $4.25}, {@code 12000 tokens}. */
  public String text(long much) {
    return switch (this) {
      case USD -> new Money(much).toString();
      case TOKENS -> much + " tokens";
      case CALLS -> much + " calls";
      case CONCURRENT -> much + " calls at once";
    };
  }

  /** How much of this there is in an amount. */
  public long of(Amount amount) {
    return switch (this) {
      case USD -> amount.nanos();
      case TOKENS -> amount.tokens();
      case CALLS, CONCURRENT -> amount.calls();
    };
  }

  /** So much of this and nothing else. */
  public Amount amount(long much) {
    return switch (this) {
      case USD -> new Amount(much, 0, 0);
      case TOKENS -> new Amount(0, much, 0);
      case CALLS, CONCURRENT -> new Amount(0, 0, much);
    };
  }
}
