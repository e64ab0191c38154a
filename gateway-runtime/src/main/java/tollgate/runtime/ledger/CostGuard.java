package tollgate.runtime.ledger;

import java.util.Optional;
import tollgate.api.usage.Money;

/**
 * Keeps what cannot be a call's cost out of the books: one price with a slipped decimal point would
 * spend every cap at once. The dearest call there can be, a full context at the dearest rates,
 * costs some hundred dollars.
 */
final class CostGuard {

  /** More than any call costs. */
  static final Money MOST = Money.usd("10000");

  private CostGuard() {}

  /** Why an amount cannot be what a call costs; empty when it can. */
  static Optional<String> objectionTo(Money cost) {
    if (cost.compareTo(Money.ZERO) < 0) {
      return Optional.of("it is negative");
    }
    return cost.compareTo(MOST) > 0
        ? Optional.of("no call costs more than " + MOST)
        : Optional.empty();
  }
}
