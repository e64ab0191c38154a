package tollgate.runtime.call;

import tollgate.api.usage.Money;
import tollgate.runtime.call.Outcome.Passed;
import tollgate.runtime.call.Outcome.Refused;
import tollgate.runtime.ledger.CallOpening;
import tollgate.runtime.ledger.Ledger;
import tollgate.runtime.problem.ProblemException;

/**
 * Reserves: holds what the call is likely to cost and waits until its row is on disk. From here on
 * the call may be sent; before, nothing was.
 */
final class BudgetKeeper {

  private final Ledger ledger;

  BudgetKeeper(Ledger ledger) {
    this.ledger = ledger;
  }

  Outcome<FundedCall> reserve(RoutedCall routed) {
    var call = routed.call();
    var pricing = routed.pricing();
    if (!call.facts().billable()) {
      return new Passed<>(new FundedCall(routed, pricing, new Reservation.Free()));
    }
    Money hold = pricing.hold(TokenEstimate.opening(call.facts()));
    try {
      var row = ledger.open(opening(routed, hold));
      return new Passed<>(new FundedCall(routed, pricing, new Reservation.Recorded(row)));
    } catch (ProblemException unavailable) {
      return new Refused<>(unavailable.report());
    }
  }

  private static CallOpening opening(RoutedCall routed, Money hold) {
    var judged = routed.judged();
    var authenticated = judged.authenticated();
    var generation = routed.call().arrival().generation();
    var decided =
        new CallOpening.Decided(
            routed.provider().id(),
            routed.model(),
            generation.policies().generation(),
            generation.prices().bookVersion(),
            judged.snapshot(),
            hold);
    return Openings.of(
        routed.call(), authenticated.identified().identity(), authenticated.caller(), decided);
  }
}
