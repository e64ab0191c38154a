package tollgate.runtime.ledger;

import tollgate.runtime.budget.Answer;

/** What became of the wish to open a call. */
public sealed interface Opened {

  /** It is open: its row is durable and its hold is posted. */
  record Admitted(OpenCall call) implements Opened {}

  /** A cap has no room; nothing was written. */
  record Exhausted(Answer.Exhausted why) implements Opened {}

  /** Running calls hold what it needs, and did so as long as it would wait; nothing was written. */
  record Contended(Answer.Contended why) implements Opened {}
}
