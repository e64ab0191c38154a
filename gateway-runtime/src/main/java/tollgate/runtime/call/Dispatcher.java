package tollgate.runtime.call;

import tollgate.api.provider.Exchange;
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
    Exchange.Sending sending;
    try {
      sending = Outbound.dress(funded.routed());
    } catch (RuntimeException fault) { // a plugin's own; nothing was sent
      return leg.turnedAway(PluginFault.of(funded.routed().provider().type(), fault), false);
    }
    var cancellation = new Cancellation();
    running.cancelBy(cancellation::cancel);
    running.entered(RunningCall.Stage.DISPATCHED);
    funded.reservation().dispatched();
    try (var reply =
        upstream.send(funded.routed().provider(), sending, deadlines, cancellation, tries)) {
      return leg.answered(reply);
    } catch (UpstreamFailure failure) {
      return leg.unanswered(failure);
    } catch (RuntimeException fault) { // a plugin's or our own; the upstream may have worked on it
      PluginFault.log(fault);
      return leg.turnedAway(Problem.GATEWAY_BUG.report(), true);
    }
  }
}
