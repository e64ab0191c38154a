package tollgate.runtime.call;

import tollgate.runtime.ledger.Pricing;
import tollgate.runtime.upstream.OpenProvider;

/** A call that may be sent: its row is durable and its hold is posted, or it costs nothing. */
record FundedCall(RoutedCall routed, Pricing pricing, Reservation reservation) {

  /** The same call, under the same row, asked of somebody else and at that one's price. */
  FundedCall to(OpenProvider other) {
    var there = routed.to(other);
    return new FundedCall(there, there.pricing(), reservation);
  }

  ClientCall call() {
    return routed.call();
  }
}
