package tollgate.runtime.call;

import tollgate.runtime.ledger.Pricing;

/** A call that may be sent: its row is durable and its hold is posted, or it costs nothing. */
record FundedCall(RoutedCall routed, Pricing pricing, Reservation reservation) {

  ClientCall call() {
    return routed.call();
  }
}
