package tollgate.runtime.call;

import tollgate.api.provider.ReplyNotes;
import tollgate.api.usage.Provenance;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;
import tollgate.runtime.ledger.Bill;
import tollgate.runtime.ledger.Settlement;
import tollgate.runtime.ledger.State;
import tollgate.runtime.ledger.Timings;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.problem.UpstreamProblem;
import tollgate.runtime.relay.Tally;

/**
 * Says what became of one call, in the ledger's words. What was used is believed in this order: the
 * reply's final figure, its last running figure, what was seen of it beside an estimate of the
 * prompt.
 */
final class Endings {

  private final FundedCall funded;
  private long headNanos = Timings.UNKNOWN;
  private int status;
  private Settlement.Served served;

  Endings(FundedCall funded) {
    this.funded = funded;
    this.served = servedBy(ReplyNotes.NONE);
  }

  private Settlement.Served servedBy(ReplyNotes notes) {
    var provider = funded.routed().provider();
    return new Settlement.Served(provider.id(), provider.accountOf(notes), notes.upstreamId());
  }

  /** The reply's head has come. */
  void headCame(int replyStatus, ReplyNotes notes) {
    headNanos = funded.call().arrival().elapsedNanos();
    status = replyStatus;
    served = servedBy(notes);
  }

  /** When the reply's head came. */
  long headMillis() {
    return headNanos / 1_000_000;
  }

  /**
   * The client has all that the upstream sent, and the end the upstream gave it. A stream without
   * its last event is half an answer nevertheless: the call failed, with what was used until then.
   */
  Ending delivered(Tally tally, String errorText) {
    if (status >= 400) {
      var fault =
          new Settlement.Fault(
              UpstreamProblem.UPSTREAM_ERROR.code(),
              "upstream HTTP " + status + errorText(errorText));
      return ending(State.FAILED, status, Usage.UNKNOWN, Bill.NONE, tally, fault);
    }
    if (!tally.fault().isEmpty()) {
      return used(
          State.FAILED,
          tally,
          new Settlement.Fault(UpstreamProblem.UPSTREAM_ERROR.code(), tally.fault()));
    }
    if (tally.truncated()) {
      return used(
          State.FAILED,
          tally,
          new Settlement.Fault(
              UpstreamProblem.UPSTREAM_BROKE.code(), "the stream ended without its last event"));
    }
    var fault =
        tally.ended()
            ? Settlement.Fault.NONE
            : new Settlement.Fault(
                UpstreamProblem.UPSTREAM_BROKE.code(), "the reply could not be read");
    return used(State.SETTLED, tally, fault);
  }

  /** The client left before the end. */
  Ending clientLeft(Tally tally) {
    return used(
        State.ABORTED, tally, new Settlement.Fault("aborted", "the client left before the end"));
  }

  /** The upstream broke off, or the operator stopped the call, in the midst of the reply. */
  Ending cut(State state, Tally tally, ProblemReport why) {
    return used(state, tally, new Settlement.Fault(why.problem().code(), why.what()));
  }

  /** The client left before a reply had begun. */
  Ending clientLeftEarly() {
    return unanswered(
        State.ABORTED,
        Ending.CLIENT_CLOSED,
        new Settlement.Fault("aborted", "the client left before the reply"),
        true);
  }

  /**
   * The call was turned away after it had been reserved.
   *
   * @param sent whether the upstream may have worked on it
   */
  Ending turnedAway(State state, int clientStatus, ProblemReport why, boolean sent) {
    return unanswered(
        state, clientStatus, new Settlement.Fault(why.problem().code(), why.what()), sent);
  }

  private Ending unanswered(State state, int clientStatus, Settlement.Fault fault, boolean sent) {
    Usage usage = sent ? funded.likely().cut(Usage.UNKNOWN) : Usage.UNKNOWN;
    Bill bill = sent ? funded.pricing().bill(usage) : Bill.NONE;
    return new Ending(
        funded.pricing(), state, clientStatus, usage, bill, served, timings(-1), fault, 0);
  }

  private Ending used(State state, Tally tally, Settlement.Fault fault) {
    Usage usage = tally.usage();
    boolean cut = state != State.SETTLED || !tally.ended();
    if (cut && usage.provenance() != Provenance.EXACT && inputUntold(usage)) {
      usage = funded.likely().cut(usage);
    }
    return ending(state, status, usage, funded.pricing().bill(usage), tally, fault);
  }

  /** Whether a reply that was cut told only of output, or of nothing. */
  private static boolean inputUntold(Usage usage) {
    TokenCounts tokens = usage.tokens();
    return tokens.context() == 0;
  }

  private Ending ending(
      State state, int clientStatus, Usage usage, Bill bill, Tally tally, Settlement.Fault fault) {
    long firstByte =
        tally.firstByteNanos().isPresent()
            ? tally.firstByteNanos().getAsLong() - funded.call().arrival().nanos()
            : Timings.UNKNOWN;
    return new Ending(
        funded.pricing(),
        state,
        clientStatus,
        usage,
        bill,
        served,
        timings(firstByte),
        fault,
        tally.bytes());
  }

  private Timings timings(long firstByteNanos) {
    return new Timings(headNanos, firstByteNanos, funded.call().arrival().elapsedNanos());
  }

  private static String errorText(String text) {
    return text.isEmpty() ? "" : ": " + text;
  }
}
