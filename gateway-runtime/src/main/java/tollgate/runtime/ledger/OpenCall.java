package tollgate.runtime.ledger;

import java.time.Duration;
import java.util.List;
import tollgate.api.usage.Money;
import tollgate.api.usage.Usage;
import tollgate.runtime.budget.Amount;
import tollgate.runtime.budget.Lease;

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

  /**
   * Another provider is to be asked than the row says.
   *
   * @param hold what the call may cost there
   * @return false when a cap has no room for it there; the call then stays what it was
   * @throws tollgate.runtime.problem.ProblemException with STORE_UNAVAILABLE when nobody can tell
   */
  boolean rerouted(String provider, Amount hold);

  /** What the call holds. */
  Amount hold();

  /** What the caps that apply to it leave, beside what is held. */
  List<Lease.Left> left();

  /** How long it stood in line for room. */
  Duration waited();

  /** What it used beyond what it held, and had no room; see {@link Lease#overrun}. */
  Money overrun();

  /** Notes that the answer was asked to have at most so many tokens, for caps leave no more. */
  void clamped(long tokens);

  /**
   * Holds what was used and the next piece; see {@link Lease#renew}. Waits for nothing and writes
   * nothing, so it may be asked as often as there is reason to.
   */
  boolean renew(Amount needed, Amount wish);

  /**
   * Notes what was used so far and what the call holds. Call it at most once a second.
   *
   * @param hold what it may cost until it ends; not asked of a call that is capped, whose hold is
   *     what {@link #renew} made it
   */
  void progress(Usage usage, Amount hold);

  /** Ends the call. The second and every later ending of one call is ignored. */
  void settle(Settlement settlement);

  /** Ends the call as aborted unless it was settled. */
  @Override
  void close();
}
