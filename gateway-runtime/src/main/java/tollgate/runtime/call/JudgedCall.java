package tollgate.runtime.call;

import tollgate.runtime.policy.Orders;

/**
 * A call no policy is against.
 *
 * @param snapshot the record of that decision
 * @param orders what the policies want done with it
 */
record JudgedCall(AuthenticatedCall authenticated, String snapshot, Orders orders) {

  ClientCall call() {
    return authenticated.call();
  }
}
