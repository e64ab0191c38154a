package tollgate.runtime.call;

import java.time.Duration;
import java.util.function.Function;
import tollgate.runtime.call.Outcome.Passed;
import tollgate.runtime.call.Outcome.Refused;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.Problem;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.wire.ClientExchange;
import tollgate.runtime.wire.ClientGone;

/**
 * The stages that decide whether and how a call may be sent, in their order. What each finds out is
 * shown to onlookers at once.
 */
final class Admission {

  private final RequestReader reader;
  private final ToolIdentifier tools;
  private final KeyAuthenticator keys;
  private final PolicyJudge policies;
  private final Router router;
  private final BudgetKeeper budgets;
  private final Gatekeeper gatekeeper;
  private final ClientLimiter clients;
  private final CallMeters meters;

  /** The stages of one gateway. */
  record Stages(
      RequestReader reader,
      ToolIdentifier tools,
      KeyAuthenticator keys,
      ClientLimiter clients,
      PolicyJudge policies,
      Router router,
      BudgetKeeper budgets) {}

  Admission(Stages stages, Gatekeeper gatekeeper, CallMeters meters) {
    this.reader = stages.reader();
    this.tools = stages.tools();
    this.keys = stages.keys();
    this.clients = stages.clients();
    this.policies = stages.policies();
    this.router = stages.router();
    this.budgets = stages.budgets();
    this.gatekeeper = gatekeeper;
    this.meters = meters;
  }

  /** Admits a request whose head has come. */
  Outcome<FundedCall> admit(Arrival arrival, ClientExchange exchange, RunningCall running)
      throws ClientGone {
    var objection = gatekeeper.objection(arrival);
    return objection.isPresent()
        ? admit(new Refused<>(objection.get()), arrival, running, Passed::new)
        : admit(reader.read(arrival, exchange), arrival, running, Passed::new);
  }

  /**
   * Admits a turn whose message has been read.
   *
   * @param bound says whether the turn's socket leads where it is to go
   */
  Outcome<FundedCall> admit(
      Outcome<ClientCall> read,
      Arrival arrival,
      RunningCall running,
      Function<RoutedCall, Outcome<RoutedCall>> bound) {
    if (read instanceof Refused<ClientCall>) {
      running.identified(tools.fromHead(arrival), running.facts());
    }
    return read.then(timed("identify", call -> identified(call, running)))
        .then(timed("authenticate", call -> authenticated(call, running).then(clients::admit)))
        .then(timed("judge", call -> policies.judge(call, running)))
        .then(timed("route", call -> routed(call, running).then(bound)))
        .then(timed("reserve", call -> budgets.reserve(call, running::left)));
  }

  private Outcome<IdentifiedCall> identified(ClientCall call, RunningCall running) {
    var identified = tools.identify(call);
    running.identified(identified.identity(), call.facts());
    return new Passed<>(identified);
  }

  private Outcome<AuthenticatedCall> authenticated(IdentifiedCall call, RunningCall running) {
    var outcome = keys.authenticate(call);
    if (outcome instanceof Passed<AuthenticatedCall>(var authenticated)) {
      running.authenticated(authenticated.caller().keyName());
    }
    return outcome;
  }

  private Outcome<RoutedCall> routed(JudgedCall call, RunningCall running) {
    var outcome = router.route(call);
    if (outcome instanceof Passed<RoutedCall>(var routed)) {
      running.routed(routed.provider().id(), routed.model());
    }
    return outcome;
  }

  private <A, B> Function<A, Outcome<B>> timed(String name, Function<A, Outcome<B>> stage) {
    return call -> {
      long from = System.nanoTime();
      var outcome = stage.apply(call);
      meters.stage(name, System.nanoTime() - from);
      return outcome;
    };
  }

  /** How long a client refused for this should wait; zero where waiting does not help. */
  static Duration wait(ProblemReport report) {
    Problem problem = report.problem();
    if (!report.retryAfter().isZero()) {
      return report.retryAfter();
    }
    return problem == GatewayProblem.GATEWAY_OVERLOADED
            || problem == GatewayProblem.GATEWAY_DRAINING
        ? Duration.ofSeconds(1)
        : Duration.ZERO;
  }
}
