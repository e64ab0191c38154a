package tollgate.runtime.ledger;

import java.time.InstantSource;
import tollgate.runtime.budget.Amount;
import tollgate.runtime.budget.Till;
import tollgate.runtime.store.Database;
import tollgate.runtime.store.Ticket;

/**
 * The one durable record of every call, and the only place where money counted in memory meets
 * money on disk.
 *
 * <p><b>Between open and settle.</b> {@link #open} posts the call's hold in the {@link
 * tollgate.runtime.budget.Till} and waits until the row {@code pending} has reached the disk; only
 * then may anything be sent. What follows are notes nobody waits for: {@code dispatched}, then
 * running usage with the hold it justifies. {@link OpenCall#settle} posts the cost and hands the
 * final row to the writer under the Till's lock, so that rows are written in the order in which the
 * counters changed.
 *
 * <p><b>What a crash leaves.</b>
 *
 * <table>
 *   <caption>Crash table</caption>
 *   <tr><th>the gateway dies</th><th>on disk</th><th>at the next start</th></tr>
 *   <tr><td>before the opening is committed</td><td>nothing</td><td>nothing: nothing was sent</td></tr>
 *   <tr><td>before {@code dispatched} is</td><td>{@code pending}</td><td>{@code in_doubt}: it may have
 *       been sent, and is charged its hold as estimated</td></tr>
 *   <tr><td>while the call runs</td><td>{@code dispatched} or {@code streaming}, last note</td><td>{@code
 *       in_doubt}, charged the noted hold</td></tr>
 *   <tr><td>after the cost is posted, before its commit</td><td>the same</td><td>the same; wrong by the
 *       unsettled difference, and listed</td></tr>
 *   <tr><td>inside a commit</td><td>all of it or nothing</td><td>as above</td></tr>
 *   <tr><td>while a cap is raised or reset, before its commit</td><td>nothing</td><td>the cap as it was;
 *       nobody was told otherwise</td></tr>
 *   <tr><td>after that commit</td><td>the grant and its audit entry</td><td>it holds until its window
 *       ends, even if nobody was told</td></tr>
 *   <tr><td>the disk is full</td><td>the row stays open</td><td>while running, memory stays on the dear
 *       side and the settlement is tried again, in order</td></tr>
 * </table>
 */
public interface Ledger {

  /**
   * Starts a ledger: resolves what an earlier run left open and fills the till. Nobody else may
   * open calls on the same database.
   *
   * @throws tollgate.runtime.problem.ProblemException with STORE_UNAVAILABLE or STORE_UNREADABLE
   */
  static Ledger start(Database database, Till till, InstantSource clock) {
    return new LedgerStart(database, till, clock).run();
  }

  /**
   * Opens a call if every cap has room: posts its hold and returns once its row is durable. Blocks
   * for one commit, and before that for as long as the call waits for running ones to make room.
   * Where a cap needs a counter that is not in memory, the ledger is asked first.
   *
   * @throws tollgate.runtime.problem.ProblemException with STORE_UNAVAILABLE when the row could not
   *     be written, or nobody can tell what was spent; the hold is then released and nothing may be
   *     sent
   */
  Opened open(CallOpening opening, Terms terms);

  /**
   * Opens a call that nothing caps, with the hold that its opening names.
   *
   * @throws tollgate.runtime.problem.ProblemException with STORE_UNAVAILABLE when the row could not
   *     be written; the hold is then released and nothing may be sent
   */
  default OpenCall open(CallOpening opening) {
    var hold = Amount.call(opening.decided().hold(), 0);
    return switch (open(opening, Terms.free(hold))) {
      case Opened.Admitted(var call) -> call;
      case Opened.Exhausted _, Opened.Contended _ ->
          throw new IllegalStateException("nothing caps the call, and yet it has no room");
    };
  }

  /**
   * Records a call that is turned away. Does not wait: who must know that the row is durable waits
   * for the ticket.
   *
   * @param status the status the client got
   * @param errorCode the problem's code
   * @param message the sentence the client got
   */
  Ticket refuse(CallOpening opening, int status, String errorCode, String message);

  /** A number for a row that is written beside the calls; never given twice. */
  long nextRow();
}
