package tollgate.runtime.call;

import java.util.List;
import java.util.Optional;
import tollgate.api.provider.Exchange;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.ProviderEvent;
import tollgate.runtime.problem.MoneyProblem;
import tollgate.runtime.upstream.Accounts;
import tollgate.runtime.upstream.Errand;
import tollgate.runtime.upstream.NotedReply;
import tollgate.runtime.upstream.OpenProvider;
import tollgate.runtime.upstream.Trouble;
import tollgate.runtime.upstream.UpstreamCaller;
import tollgate.runtime.upstream.UpstreamFailure;

/**
 * One call's way along its candidates until one serves.
 *
 * <p>It moves on only where it cannot have been billed: the candidate turned it down (429, 503,
 * 529, or its plugin says that the credential or its limits are at fault), could not be connected,
 * or has its breaker open. A connection that breaks after the request has left ends the search, as
 * does every other answer. When nobody serves, the client gets the last answer there was,
 * unchanged; only where nobody answered, the last failure.
 */
final class Search {

  private final FundedCall funded;
  private final RunningCall running;
  private final UpstreamCaller upstream;
  private final Accounts accounts;
  private final CallMeters meters;
  private final Tries tries;
  private boolean dispatched;

  /** What came of a search, with the call as it was asked there. */
  sealed interface Result {
    FundedCall funded();
  }

  /** An answer, which may be an error; it must be closed. */
  record Answered(FundedCall funded, NotedReply reply) implements Result {}

  /** No answer. */
  record Unanswered(FundedCall funded, UpstreamFailure failure) implements Result {}

  /**
   * A plugin failed.
   *
   * @param sent whether the upstream may have worked on the call
   */
  record Faulted(FundedCall funded, RuntimeException fault, boolean sent) implements Result {}

  /** It was not asked: a cap has no room for the call there. */
  record NoRoom(FundedCall funded) implements Result {}

  /** The shared ways upstream. */
  record Ways(UpstreamCaller upstream, Accounts accounts, CallMeters meters) {}

  Search(FundedCall funded, RunningCall running, Ways ways) {
    this.funded = funded;
    this.running = running;
    this.upstream = ways.upstream();
    this.accounts = ways.accounts();
    this.meters = ways.meters();
    this.tries = new Tries(funded, running, meters);
  }

  Tries tries() {
    return tries;
  }

  /** Asks one after the other; the call's body can be let go of when this returns. */
  Result run(Errand errand) {
    var candidates = Candidates.of(funded.routed(), accounts);
    List<OpenProvider> list = candidates.list();
    int at = 0;
    if (!isRouted(list.getFirst())) {
      tellOf(candidates.passedOver());
    }
    Result told = ask(list, at, errand);
    Result latest = told;
    while (movesOn(latest)) {
      int next = after(list, at, latest);
      if (isRouted(list.get(at)) && (next == list.size() || !isRouted(list.get(next)))) {
        tellOf(candidates.passedOver());
      }
      if (next == list.size()) {
        route(told.funded());
        return told;
      }
      moved(latest, list.get(next));
      latest = ask(list, next, errand);
      at = next;
      if (tellsMore(latest, told)) {
        close(told, latest);
        told = latest;
      }
    }
    return told;
  }

  private static boolean tellsMore(Result latest, Result told) {
    return !(latest instanceof NoRoom)
        && (!(told instanceof Answered) || latest instanceof Answered || !movesOn(latest));
  }

  /** Whether it is the provider the call was routed to; the others stand in for it. */
  private boolean isRouted(OpenProvider candidate) {
    return candidate.id().equals(funded.routed().provider().id());
  }

  /** Whoever cannot be reached with one credential cannot with another. */
  private static int after(List<OpenProvider> list, int at, Result latest) {
    int next = at + 1;
    while (latest instanceof Unanswered
        && next < list.size()
        && list.get(next).id().equals(list.get(at).id())) {
      next++;
    }
    return next;
  }

  private Result ask(List<OpenProvider> list, int at, Errand errand) {
    OpenProvider candidate = list.get(at);
    FundedCall asked = at(candidate);
    if (!route(asked)) {
      return new NoRoom(asked);
    }
    boolean elsewhere = !list.getLast().id().equals(candidate.id());
    Exchange.Sending sending;
    try {
      sending = Outbound.dress(asked.routed());
    } catch (RuntimeException fault) {
      return new Faulted(asked, fault, false);
    }
    if (!dispatched) {
      dispatched = true;
      running.entered(RunningCall.Stage.DISPATCHED);
      funded.reservation().dispatched();
    }
    try {
      return heard(asked, upstream.send(candidate, sending, errand.elsewhere(elsewhere)));
    } catch (UpstreamFailure failure) {
      return new Unanswered(asked, failure);
    } catch (RuntimeException fault) { // a plugin's or our own
      return new Faulted(asked, fault, true);
    }
  }

  private FundedCall at(OpenProvider candidate) {
    tries.asking(candidate);
    return candidate.equals(funded.routed().provider()) ? funded : funded.to(candidate);
  }

  /**
   * The row, the hold and onlookers follow the call to where it is asked; false when a cap has no
   * room for it there.
   */
  private boolean route(FundedCall there) {
    String provider = there.routed().provider().id();
    if (provider.equals(running.provider())) {
      return true;
    }
    if (!there.reservation().rerouted(provider, there.hold())) {
      return false;
    }
    running.routed(provider, there.routed().model());
    return true;
  }

  /** Lets the next call know how the account is. */
  private Answered heard(FundedCall asked, NotedReply reply) {
    OpenProvider candidate = asked.routed().provider();
    String model = asked.routed().model();
    int status = reply.head().status();
    Optional<Trouble> trouble = Trouble.of(status, reply.notes());
    trouble.ifPresent(why -> {
      meters.turnedDown(candidate.id(), why);
      if (!model.isEmpty() || why == Trouble.CREDENTIAL) {
        accounts.turnedDown(candidate, model, why, reply.notes());
      }
    });
    if (status < 400) {
      accounts.served(candidate, model, Candidates.sessionOf(asked.routed()));
    }
    return new Answered(asked, reply);
  }

  private static boolean movesOn(Result result) {
    return switch (result) {
      case Answered(_, var reply) -> Trouble.of(reply.head().status(), reply.notes()).isPresent();
      case Unanswered(_, var failure) -> failure.nothingSent();
      case Faulted(_, _, var sent) -> !sent;
      case NoRoom _ -> true;
    };
  }

  private static void close(Result one, Result successor) {
    if (one instanceof Answered(_, var reply) && one != successor) {
      reply.close();
    }
  }

  private void moved(Result from, OpenProvider to) {
    OpenProvider left = from.funded().routed().provider();
    int status = 0;
    String reason;
    switch (from) {
      case Answered(_, var reply) -> {
        status = reply.head().status();
        Trouble trouble = Trouble.of(status, reply.notes()).orElseThrow();
        tries.turnedDown(reply.notes(), trouble);
        reason = trouble.word();
      }
      case Unanswered(_, var failure) -> reason = failure.report(left.id()).problem().code();
      case Faulted(_, var fault, _) -> {
        reason = PluginFault.of(left.type(), fault).problem().code();
      }
      case NoRoom _ -> reason = MoneyProblem.BUDGET_EXHAUSTED.code();
    }
    meters.movedOn(left.id(), reason);
    Events.log(
        ProviderEvent.UPSTREAM_FALLBACK,
        "provider",
        left.id(),
        "account",
        left.account(),
        "status",
        status,
        "reason",
        reason,
        "to_provider",
        to.id(),
        "to_account",
        to.account());
  }

  private static void tellOf(List<Candidates.PassedOver> passedOver) {
    for (Candidates.PassedOver one : passedOver) {
      Events.log(
          ProviderEvent.UPSTREAM_FALLBACK_PASSED_OVER,
          "provider",
          one.provider().id(),
          "code",
          one.why().problem().code(),
          "reason",
          one.why().what());
    }
  }
}
