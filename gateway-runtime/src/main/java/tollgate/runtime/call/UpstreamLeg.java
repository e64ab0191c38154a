package tollgate.runtime.call;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.dialect.Dialect;
import tollgate.api.provider.ExchangeReply;
import tollgate.api.provider.ReplyNotes;
import tollgate.runtime.budget.Lease;
import tollgate.runtime.ledger.State;
import tollgate.runtime.policy.Orders;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.problem.UpstreamProblem;
import tollgate.runtime.relay.Delivery;
import tollgate.runtime.relay.Relay;
import tollgate.runtime.relay.ReplyHeads;
import tollgate.runtime.upstream.BreakerOpen;
import tollgate.runtime.upstream.Cancelled;
import tollgate.runtime.upstream.NotedReply;
import tollgate.runtime.upstream.OpenProvider;
import tollgate.runtime.upstream.UpstreamFailure;
import tollgate.runtime.wire.ClientGone;
import tollgate.runtime.wire.ExpectedMedia;
import tollgate.runtime.wire.ReplySink;

/** One call from its dispatch to its end, as far as the upstream has a part in it. */
final class UpstreamLeg {

  private static final Relay RELAY = new Relay(System::nanoTime);

  /** Tells a client who served. */
  private static final String PROVIDER_FIELD = "x-tollgate-provider";

  /** Tells a client how many tries it took, where it was more than one. */
  private static final String ATTEMPTS_FIELD = "x-tollgate-attempts";

  /**
   * Tells a client that its answer may have no more than so many tokens, for caps leave no more.
   */
  private static final String CLAMPED_FIELD = "x-tollgate-clamped";

  /** Tells a client what the operator's policies warn of. */
  private static final String WARNING_FIELD = "x-tollgate-warning";

  private final Refusals refusals;
  private final FundedCall funded;
  private final ReplySink client;
  private final RunningCall running;
  private final CallFeed feed;
  private final OpenProvider provider;
  private final Endings endings;
  private final LegEvents events;
  private final Tries tries;
  private String servedBy;

  UpstreamLeg(
      FundedCall funded,
      ReplySink client,
      RunningCall running,
      CallFeed feed,
      Refusals refusals,
      Tries tries) {
    this.refusals = refusals;
    this.funded = funded;
    this.client = client;
    this.running = running;
    this.feed = feed;
    this.provider = funded.routed().provider();
    this.servedBy = provider.id();
    this.endings = new Endings(funded);
    this.events = new LegEvents(funded);
    this.tries = tries;
  }

  /** The upstream answers: passes the answer on. */
  Ending answered(NotedReply reply) throws ClientGone {
    ReplyHead head = reply.head();
    ReplyNotes notes = reply.notes();
    endings.headCame(head.status(), notes);
    events.headCame(head, endings.headMillis());
    tries.answered(notes);
    if (head.status() >= 400) {
      var error = new ErrorReply(reply);
      return ended(relay(error, Passthrough.DIALECT), error::excerpt);
    }
    var objection = expected().objectionTo(head, provider.id());
    return objection.isPresent()
        ? turnedAway(objection.get(), true)
        : ended(relay(reply, funded.call().arrival().dialect()), () -> "");
  }

  /** Several providers answer together: passes their answer on. */
  Ending listed(NotedReply reply, String providers) throws ClientGone {
    servedBy = providers;
    return answered(reply);
  }

  /** The upstream gave no answer: tells the client why, unless it has left. */
  Ending unanswered(UpstreamFailure failure) throws ClientGone {
    tries.failed();
    if (failure instanceof Cancelled && running.asked() == RunningCall.Ask.CLIENT_LEFT) {
      events.clientGone(0);
      return endings.clientLeftEarly();
    }
    events.unanswered(failure);
    Duration wait = failure instanceof BreakerOpen open ? open.retryAfter() : Duration.ZERO;
    return turnedAway(failure.report(provider.id()), wait, !failure.nothingSent());
  }

  /** Refuses a call that was reserved already. */
  Ending turnedAway(ProblemReport problem, boolean sent) throws ClientGone {
    return turnedAway(problem, Duration.ZERO, sent);
  }

  private Ending turnedAway(ProblemReport problem, Duration wait, boolean sent) throws ClientGone {
    var arrival = funded.call().arrival();
    String tool = funded.routed().judged().authenticated().identified().identity().tool();
    Headers left = BudgetWords.field(funded.reservation().left());
    var refusal = Refusals.refusal(arrival, problem, wait);
    int status = refusals.answer(arrival, tool, refusal, left, client);
    boolean ended = problem.problem() == running.why().problem();
    State state = ended ? State.ABORTED : State.FAILED;
    return endings.turnedAway(state, status, problem, sent);
  }

  private ExpectedMedia expected() {
    if (funded.call().arrival().dialect().carriesFiles()) {
      return ExpectedMedia.ANYTHING;
    }
    return funded.call().facts().streaming() ? ExpectedMedia.EVENTS : ExpectedMedia.DOCUMENT;
  }

  private Delivery relay(ExchangeReply reply, Dialect dialect) {
    var reader = dialect.reader(funded.call().facts(), reply.head());
    ReplyHead head = ReplyHeads.forClient(reply.head(), reader);
    client.head(new ReplyHead(head.status(), told(head.headers())));
    return RELAY.forward(reply, reader, client, watch());
  }

  /** The fields by which the client learns which call it was and who served. */
  private Headers told(Headers fields) {
    Headers told =
        fields
            .with(Refusals.CALL_FIELD, funded.call().arrival().id().text())
            .with(PROVIDER_FIELD, servedBy);
    List<Lease.Left> left = funded.reservation().left();
    if (!left.isEmpty()) {
      told = told.with(BudgetWords.LEFT_FIELD, BudgetWords.left(left));
    }
    if (funded.clamped() > 0) {
      told = told.with(CLAMPED_FIELD, Long.toString(funded.clamped()));
    }
    for (Map.Entry<String, String> field : orders().headers().entrySet()) {
      told = told.with(field.getKey(), field.getValue());
    }
    if (!orders().warnings().isEmpty()) {
      told = told.with(WARNING_FIELD, warnings());
    }
    return tries.count() > 1
        ? told.with(ATTEMPTS_FIELD, Integer.toString(tries.count()))
        : told.without(ATTEMPTS_FIELD); // another gateway's, were there one
  }

  private Orders orders() {
    return funded.routed().judged().orders();
  }

  /** As one line of ASCII: fields can hold no more. */
  private String warnings() {
    String all = String.join(" | ", orders().warnings());
    return all.codePoints()
        .mapToObj(c -> c >= ' ' && c <= '~' ? Character.toString(c) : "?")
        .collect(Collectors.joining());
  }

  private CallWatch watch() {
    return new CallWatch(
        funded, running, feed, refusals, () -> events.firstChunk(endings.headMillis()));
  }

  /** What an upstream's error said; asked after the relay. */
  private interface ErrorText {
    String read();
  }

  private Ending ended(Delivery delivery, ErrorText errorText) throws ClientGone {
    return switch (delivery) {
      case Delivery.Delivered(var tally) -> endings.delivered(tally, errorText.read());
      case Delivery.ClientLeft(var tally) -> {
        events.clientGone(tally.bytes());
        yield endings.clientLeft(tally);
      }
      case Delivery.UpstreamBroke(var tally, var cause) -> {
        events.broke(cause, tally);
        ProblemReport problem = broken(cause);
        yield client.committed()
            ? endings.cut(State.FAILED, tally, problem)
            : turnedAway(problem, true);
      }
      case Delivery.Stopped(var tally) -> {
        ProblemReport problem = running.why();
        if (!client.committed()) {
          yield turnedAway(problem, true);
        }
        events.stopped(problem, tally);
        yield endings.cut(State.ABORTED, tally, problem);
      }
    };
  }

  private ProblemReport broken(IOException cause) {
    return cause instanceof UpstreamFailure failure
        ? failure.report(provider.id())
        : UpstreamProblem.UPSTREAM_BROKE.report(provider.id(), String.valueOf(cause.getMessage()));
  }
}
