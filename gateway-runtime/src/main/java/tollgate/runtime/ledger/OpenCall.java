package tollgate.runtime.ledger;

import tollgate.api.usage.Money;
import tollgate.api.usage.Usage;

/**
 * A call whose row is durable and whose hold is posted. Belongs to the call's own thread; only
 * {@link #id} and {@link #rowId} may be asked from elsewhere. The notes wait for nothing; closing
 * an unsettled call records an abort, so a try-with-resources settles on every way out.
 */
public interface OpenCall extends AutoCloseable {

  /** The call's id. */
  CallId id();

  /** The row's number, by which pages list it. */
  long rowId();

  /** Notes one try at an upstream, finished or failed. */
  void attempt(Attempt attempt);

  /** Notes that the request is on its way upstream. */
  void dispatched();

  /** Notes that another provider is asked than the row says, and what the call may cost there. */
  void rerouted(String provider, Money hold);

  /**
   * Notes what was used so far and what the call may cost until it ends. Call it at most once a
   * second.
   */
  void progress(Usage usage, Money hold);

  /** Ends the call. The second and every later ending of one call is ignored. */
  void settle(Settlement settlement);

  /** Ends the call as aborted unless it was settled. */
  @Override
  void close();
}
