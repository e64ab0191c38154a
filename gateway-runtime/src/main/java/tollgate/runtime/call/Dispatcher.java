package tollgate.runtime.call;

import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.upstream.Cancellation;
import tollgate.runtime.upstream.Deadlines;
import tollgate.runtime.upstream.Errand;
import tollgate.runtime.wire.ClientGone;
import tollgate.runtime.wire.ReplySink;

/**
 * Sends funded calls upstream and relays what comes back; says how each ended, whatever way. Until
 * the first byte has reached the client every failure still becomes a readable refusal; afterwards
 * a broken reply stays broken.
 */
final class Dispatcher {

  private final Search.Ways ways;
  private final Deadlines deadlines;
  private final CallFeed feed;
  private final Refusals refusals;

  Dispatcher(Search.Ways ways, Deadlines deadlines, CallFeed feed, Refusals refusals) {
    this.ways = ways;
    this.refusals = refusals;
    this.deadlines = deadlines;
    this.feed = feed;
  }

  Ending dispatch(FundedCall funded, ReplySink client, RunningCall running) throws ClientGone {
    return funded.routed().catalogue().isPresent()
        ? listModels(funded, funded.routed().catalogue().get(), client, running)
        : send(funded, client, running);
  }

  private Ending listModels(
      FundedCall funded, Catalogue catalogue, ReplySink client, RunningCall running)
      throws ClientGone {
    var cancellation = new Cancellation();
    running.cancelBy(cancellation::cancel);
    running.entered(RunningCall.Stage.DISPATCHED);
    var tries = new Tries(funded, running, ways.meters());
    var leg = new UpstreamLeg(funded, client, running, feed, refusals, tries);
    return switch (new ModelLister(ways).list(funded.routed(), catalogue, cancellation)) {
      case Outcome.Passed<ModelLister.Answer>(var answer) ->
          leg.listed(answer.reply(), answer.providers());
      case Outcome.Refused<ModelLister.Answer>(var problem) -> leg.turnedAway(problem, false);
    };
  }

  private Ending send(FundedCall funded, ReplySink client, RunningCall running) throws ClientGone {
    var search = new Search(funded, running, ways);
    Search.Result result = search(search, funded, running);
    var leg = new UpstreamLeg(result.funded(), client, running, feed, refusals, search.tries());
    try {
      return switch (result) {
        case Search.Answered(_, var reply) -> {
          try (reply) {
            yield leg.answered(reply);
          }
        }
        case Search.Unanswered(_, var failure) -> leg.unanswered(failure);
        case Search.Faulted(var asked, var fault, var sent) -> {
          var report = PluginFault.of(asked.routed().provider().type(), fault);
          yield leg.turnedAway(sent ? GatewayProblem.GATEWAY_BUG.report() : report, sent);
        }
        case Search.NoRoom(var asked) ->
            leg.turnedAway(BudgetWords.elsewhere(asked.routed().provider().id()), false);
      };
    } catch (RuntimeException fault) { // a plugin's or our own; the upstream may have worked on it
      PluginFault.log(fault);
      return leg.turnedAway(GatewayProblem.GATEWAY_BUG.report(), true);
    }
  }

  /** When this returns, nobody here holds the request's body any more. */
  private Search.Result search(Search search, FundedCall funded, RunningCall running) {
    try {
      var cancellation = new Cancellation();
      running.cancelBy(cancellation::cancel);
      return search.run(Errand.beginning(deadlines, cancellation, search.tries()));
    } finally {
      funded.call().body().release();
    }
  }
}
