package tollgate.runtime.call;

import tollgate.api.call.Refusal;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.wire.ClientGone;
import tollgate.runtime.wire.ReplySink;

/** Refuses calls before they are sent: tells the client, and writes down what it was told. */
final class TurnAway {

  private final Refusals refusals;
  private final CallJournal journal;

  TurnAway(Refusals refusals, CallJournal journal) {
    this.refusals = refusals;
    this.journal = journal;
  }

  /** A way to tell a client; gives the status it was told. */
  @FunctionalInterface
  interface Telling<X extends Exception> {
    int tell(Refusal refusal) throws X;
  }

  /** Answers a request. */
  void answer(Arrival arrival, RunningCall running, ProblemReport problem, ReplySink sink)
      throws ClientGone {
    String tool = running.identity().tool();
    refuse(
        arrival,
        running,
        problem,
        refusal ->
            refusals.answer(arrival, tool, refusal, BudgetWords.field(running.left()), sink));
  }

  /** Tells the client by a way of its own. */
  <X extends Exception> void refuse(
      Arrival arrival, RunningCall running, ProblemReport problem, Telling<X> way) throws X {
    var refusal = Refusals.refusal(arrival, problem, Admission.wait(problem));
    int status = Ending.CLIENT_CLOSED;
    try {
      status = way.tell(refusal);
    } finally {
      journal.refused(Openings.turnedAway(arrival, running), running, problem, status);
    }
  }
}
