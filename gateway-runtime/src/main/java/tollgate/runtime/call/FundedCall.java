package tollgate.runtime.call;

import tollgate.api.usage.Money;
import tollgate.api.usage.Provenance;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;
import tollgate.runtime.budget.Amount;
import tollgate.runtime.budget.Unit;
import tollgate.runtime.ledger.Bill;
import tollgate.runtime.ledger.CostStatus;
import tollgate.runtime.ledger.Pricing;
import tollgate.runtime.upstream.OpenProvider;

/**
 * A call that may be sent: its row is durable and its hold is posted, or it costs nothing.
 *
 * @param routed where it goes, and with how many tokens of output at most
 * @param pricing what it costs there
 * @param likely what it is likely to use
 * @param output how many tokens of output it holds at its start
 * @param clamped how many tokens the answer may have, for caps leave no more; 0 where they do
 * @param reservation its row
 */
record FundedCall(
    RoutedCall routed,
    Pricing pricing,
    Likely likely,
    long output,
    long clamped,
    Reservation reservation) {

  /** A call that holds a first piece of output. */
  FundedCall(RoutedCall routed, Pricing pricing, Likely likely, Reservation reservation) {
    this(routed, pricing, likely, TokenEstimate.firstOutput(routed.call().facts()), 0, reservation);
  }

  /** The same call, under the same row, asked of somebody else and at that one's price. */
  FundedCall to(OpenProvider other) {
    var there = routed.to(other);
    return new FundedCall(there, there.pricing(), likely, output, clamped, reservation);
  }

  /** What it is likely to cost at its start where it is asked. */
  Amount hold() {
    return likely.amount(pricing.guess(call().facts().dearerTier()), output);
  }

  /** What it costs when it has used so much, and so many more tokens of output beside that. */
  Amount hold(Usage used, long more) {
    Usage told = used.tokens().context() == 0 ? likely.cut(used) : used;
    TokenCounts tokens = told.tokens();
    Usage onward =
        told.withTokens(tokens.withOutput(tokens.output() + more))
            .withProvenance(Provenance.ESTIMATED);
    return Amount.call(dearest(onward), onward.tokens().total());
  }

  /** A reply that has told no tier yet may still be of the one asked for. */
  private Money dearest(Usage onward) {
    Money told = pricing.hold(onward);
    String tier = call().facts().dearerTier();
    if (tier.isEmpty() || !onward.serviceTier().isEmpty()) {
      return told;
    }
    Money asked = pricing.hold(onward.withServiceTier(tier));
    return asked.compareTo(told) > 0 ? asked : told;
  }

  /**
   * How the call ended, as far as a cap on money is concerned: what nobody can price is charged
   * what was held, lest it be spent and not counted.
   */
  Ending charged(Ending ending) {
    if (ending.bill().status() != CostStatus.UNPRICED) {
      return ending;
    }
    boolean counts = reservation.left().stream().anyMatch(left -> left.cap().unit() == Unit.USD);
    return counts ? ending.with(Bill.estimated(reservation.hold().money())) : ending;
  }

  ClientCall call() {
    return routed.call();
  }
}
