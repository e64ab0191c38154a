package tollgate.runtime.call;

/** Settles a call that was reserved exactly once, on every way out. */
final class Settler {

  private final CallJournal journal;

  Settler(CallJournal journal) {
    this.journal = journal;
  }

  /** How a call is sent and relayed. */
  @FunctionalInterface
  interface Way<X extends Exception> {
    Ending go() throws X;
  }

  /** Lets a call go its way; closing an unsettled reservation records an abort. */
  <X extends Exception> void settle(FundedCall funded, RunningCall running, Way<X> way) throws X {
    journal.started(funded, running);
    try (var reservation = funded.reservation()) {
      Ending ending = funded.charged(way.go());
      running.entered(RunningCall.Stage.SETTLING);
      reservation.settle(ending.settlement());
      journal.ended(funded, running, ending);
    }
  }
}
