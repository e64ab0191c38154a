package tollgate.runtime.app;

import java.time.Instant;
import tollgate.runtime.ledger.Backfill;
import tollgate.runtime.ledger.LedgerCheck;

/**
 * Where an operator has the ledger's costs worked out and proved. Every method blocks until it is
 * done, and throws a {@link tollgate.runtime.problem.ProblemException} with what kept it from it.
 */
public interface CostDesk {

  /**
   * Prices calls after the fact.
   *
   * @param since calls that arrived earlier are left alone
   * @param all whether known costs are worked out again as well
   * @param dryRun whether to tell only what would be done
   */
  Backfill.Result backfill(Instant since, boolean all, boolean dryRun);

  /** Adds up and works out everything anew, and tells what does not agree. */
  LedgerCheck.Findings verify();
}
