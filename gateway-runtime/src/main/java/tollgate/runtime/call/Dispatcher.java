package tollgate.runtime.call;

import tollgate.api.provider.Exchange;
import tollgate.api.provider.ExchangeReply;
import tollgate.runtime.problem.Problem;
import tollgate.runtime.upstream.Cancellation;
import tollgate.runtime.upstream.Deadlines;
import tollgate.runtime.upstream.UpstreamCaller;
import tollgate.runtime.upstream.UpstreamFailure;
import tollgate.runtime.wire.ClientGone;
import tollgate.runtime.wire.ReplySink;

/**
 * Sends funded calls upstream and relays what comes back; says how each ended, whatever way. Until
 * the first byte has reached the client every failure still becomes a readable refusal; afterwards
 * a broken reply stays broken.
 */
final class Dispatcher {

  private final UpstreamCaller upstream;
  private final Deadlines deadlines;
  private final CallFeed feed;
  private final Refusals refusals;
  private final CallMeters meters;

  Dispatcher(
      UpstreamCaller upstream,
      Deadlines deadlines,
      CallFeed feed,
      Refusals refusals,
      CallMeters meters) {
    this.meters = meters;
    this.refusals = refusals;
    this.upstream = upstream;
    this.deadlines = deadlines;
    this.feed = feed;
  }

  Ending dispatch(FundedCall funded, ReplySink client, RunningCall running) throws ClientGone {
    var tries = new Tries(funded, meters);
    var leg = new UpstreamLeg(funded, client, running, feed, refusals, tries);
    try (var reply = send(funded, running, tries)) {
      return leg.answered(reply);
    } catch (Undressed undressed) {
      return leg.turnedAway(
          PluginFault.of(funded.routed().provider().type(), undressed.fault), false);
    } catch (UpstreamFailure failure) {
      return leg.unanswered(failure);
    } catch (RuntimeException fault) { // a plugin's or our own; the upstream may have worked on it
      PluginFault.log(fault);
      return leg.turnedAway(Problem.GATEWAY_BUG.report(), true);
    }
  }

  /**
   * Sends, with all its tries. When this returns, nobody here holds the request's body any more.
   */
  private ExchangeReply send(FundedCall funded, RunningCall running, Tries tries)
      throws Undressed, UpstreamFailure {
    try {
      var sending = dressed(funded);
      var cancellation = new Cancellation();
      running.cancelBy(cancellation::cancel);
      running.entered(RunningCall.Stage.DISPATCHED);
      funded.reservation().dispatched();
      return upstream.send(funded.routed().provider(), sending, deadlines, cancellation, tries);
    } finally {
      funded.call().body().release();
    }
  }

  private static Exchange.Sending dressed(FundedCall funded) throws Undressed {
    try {
      return Outbound.dress(funded.routed());
    } catch (RuntimeException fault) {
      throw new Undressed(fault);
    }
  }

  /** A plugin failed to dress the call; nothing was sent. */
  private static final class Undressed extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient RuntimeException fault;

    Undressed(RuntimeException fault) {
      super(fault);
      this.fault = fault;
    }
  }
}
