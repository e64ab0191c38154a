package tollgate.runtime.call;

import tollgate.api.usage.Usage;
import tollgate.runtime.ledger.Bill;
import tollgate.runtime.ledger.Pricing;
import tollgate.runtime.ledger.Settlement;
import tollgate.runtime.ledger.State;
import tollgate.runtime.ledger.Timings;

/**
 * What became of a call that was sent.
 *
 * @param pricing the prices of who served
 * @param state settled, aborted or failed
 * @param status the status the client got, 499 when it left first
 * @param usage what was used
 * @param bill what that costs
 * @param served who served
 * @param timings how long it took
 * @param fault what went wrong
 * @param replyBytes how many bytes the client got
 */
record Ending(
    Pricing pricing,
    State state,
    int status,
    Usage usage,
    Bill bill,
    Settlement.Served served,
    Timings timings,
    Settlement.Fault fault,
    long replyBytes) {

  /** The status of a call whose client left before it had one. */
  static final int CLIENT_CLOSED = 499;

  /** The same, charged otherwise. */
  Ending with(Bill other) {
    return new Ending(pricing, state, status, usage, other, served, timings, fault, replyBytes);
  }

  Settlement settlement() {
    return new Settlement(state, status, usage, bill, served, timings, fault);
  }
}
