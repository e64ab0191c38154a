package tollgate.runtime.ledger;

import java.util.List;
import tollgate.runtime.budget.Answer;
import tollgate.runtime.budget.Lease;

/** What became of the wish to open a call. */
public sealed interface Opened {

  /** It is open: its row is durable and its hold is posted. */
  record Admitted(OpenCall call) implements Opened {}

  /**
   * A cap has no room; nothing was written.
   *
   * @param left what every cap leaves
   */
  record Exhausted(Answer.Exhausted why, List<Lease.Left> left) implements Opened {}

  /**
   * Running calls hold what it needs, and did so as long as it would wait; nothing was written.
   *
   * @param left what every cap leaves
   */
  record Contended(Answer.Contended why, List<Lease.Left> left) implements Opened {}
}
