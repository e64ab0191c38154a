package tollgate.runtime.call;

import java.time.Duration;
import tollgate.api.call.Headers;
import tollgate.runtime.call.Outcome.Passed;
import tollgate.runtime.call.Outcome.Refused;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.LifecycleEvent;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.generation.Generations;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.socket.Bell;
import tollgate.runtime.upstream.Cancellation;
import tollgate.runtime.upstream.SocketLeg;
import tollgate.runtime.wire.ClientExchange;
import tollgate.runtime.wire.ClientGone;
import tollgate.runtime.wire.ExchangeService;
import tollgate.runtime.wire.GatewayHeaders;
import tollgate.runtime.wire.HopByHop;

/**
 * Grants or refuses wishes for a WebSocket. The provider's is opened first, so that a client whose
 * wish cannot be granted is told so by a status, and goes on over HTTP.
 *
 * <pre>
 *   identify ─ authenticate ─ provide ─ dial ─▶ accept ─▶ a thread of its own: {@link SocketSession}
 *      └────────────┴────────────┴───────┴─▶ refuse
 * </pre>
 *
 * <p>A wish costs nothing and leaves no row, unless it was refused for its key.
 */
final class SocketOpening implements ExchangeService {

  private final Generations<Generation> generations;
  private final Reception reception;
  private final SocketAdmission admission;
  private final SocketDialer dialer;
  private final SocketSessions sessions;
  private final Refusing refusing;

  /** How a wish is refused. */
  record Refusing(Refusals refusals, TurnAway turnAway) {}

  SocketOpening(
      Generations<Generation> generations,
      Reception reception,
      SocketAdmission admission,
      SocketDialer dialer,
      SocketSessions sessions,
      Refusing refusing) {
    this.generations = generations;
    this.reception = reception;
    this.admission = admission;
    this.dialer = dialer;
    this.sessions = sessions;
    this.refusing = refusing;
  }

  @Override
  public void serve(ClientExchange exchange) throws ClientGone {
    try (var pin = generations.pin()) {
      var taken = Credential.take(exchange);
      var upgrade = new Upgrade(taken.head(), taken.credential(), exchange.peer());
      var arrival = reception.arrival(upgrade, pin.value());
      ScopedValue.where(Events.CALL, arrival.id().text())
          .call(() -> {
            serve(upgrade, arrival, exchange);
            return arrival;
          });
    }
  }

  private void serve(Upgrade upgrade, Arrival arrival, ClientExchange exchange) throws ClientGone {
    var running = new RunningCall(arrival);
    switch (admission.admit(arrival, running)) {
      case Passed<SocketAdmission.Granted>(var granted) ->
          dial(upgrade, granted, exchange, running);
      case Refused<SocketAdmission.Granted>(var problem) ->
          refuse(arrival, running, problem, exchange);
    }
  }

  private void dial(
      Upgrade upgrade,
      SocketAdmission.Granted granted,
      ClientExchange exchange,
      RunningCall running)
      throws ClientGone {
    var arrival = granted.call().arrival();
    if (!sessions.haveRoom()) {
      refuse(arrival, running, GatewayProblem.GATEWAY_OVERLOADED.report(), exchange);
      return;
    }
    var bell = new Bell();
    switch (dialled(granted, bell, exchange)) {
      case SocketDialer.Dialled.Connected(var leg) ->
          accept(upgrade, arrival, new Standing(leg, bell), exchange, running);
      case SocketDialer.Dialled.Failed(var problem) -> refuse(arrival, running, problem, exchange);
      case SocketDialer.Dialled.Denied(var problem, var retryAfter, var manner) -> {
        tell(arrival, running, problem, manner.status());
        var refusal = Refusals.refusal(arrival, problem, retryAfter);
        var _ = refusing.refusals().answer(arrival, refusal, manner, exchange.sink());
      }
    }
  }

  /** The provider's connection, and what rings when something comes. */
  private record Standing(SocketLeg leg, Bell bell) {}

  private SocketDialer.Dialled dialled(
      SocketAdmission.Granted granted, Bell bell, ClientExchange exchange) {
    var cancellation = new Cancellation();
    try (var _ = exchange.onClientGone(cancellation::cancel)) {
      return dialer.dial(granted, () -> sessions.providerEnd(bell), cancellation);
    }
  }

  private void accept(
      Upgrade upgrade,
      Arrival arrival,
      Standing standing,
      ClientExchange exchange,
      RunningCall running)
      throws ClientGone {
    var leg = standing.leg();
    var client = sessions.clientEnd(standing.bell());
    boolean accepted = false;
    try {
      accepted =
          exchange.accept(
              client,
              SocketDialer.protocol(leg),
              fields(leg).with(Refusals.CALL_FIELD, arrival.id().text()));
    } finally {
      if (!accepted) {
        leg.end().abort();
        leg.close();
      }
    }
    if (accepted) {
      Events.log(
          LifecycleEvent.WEBSOCKET_UPSTREAM_CONNECTED,
          "path",
          arrival.head().path(),
          "provider",
          leg.provider(),
          "tool",
          running.identity().tool());
      sessions.start(upgrade, new SocketPair(client, leg, standing.bell()));
    } else {
      String why = "its fields are not those of RFC 6455, version 13";
      refuse(arrival, running, RequestProblem.REQUEST_UPGRADE_REFUSED.report(why), exchange);
    }
  }

  /** What the provider's 101 tells beside the handshake: some clients wait for such a field. */
  private static Headers fields(SocketLeg leg) {
    return GatewayHeaders.keepSession(HopByHop.fromUpstream(leg.head().headers()))
        .without("sec-websocket-accept")
        .without("sec-websocket-protocol")
        .without("sec-websocket-extensions")
        .without("content-length");
  }

  /** Refuses a wish. Where a plain POST will do as well, that is no loss worth a row. */
  private void refuse(
      Arrival arrival, RunningCall running, ProblemReport problem, ClientExchange exchange)
      throws ClientGone {
    if (problem.problem() != RequestProblem.REQUEST_UPGRADE_REFUSED) {
      refusing.turnAway().answer(arrival, running, problem, exchange.sink());
      return;
    }
    tell(arrival, running, problem, problem.problem().kind().status());
    var refusal = Refusals.refusal(arrival, problem, Duration.ZERO);
    String tool = running.identity().tool();
    var _ = refusing.refusals().answer(arrival, tool, refusal, Headers.none(), exchange.sink());
  }

  private static void tell(
      Arrival arrival, RunningCall running, ProblemReport problem, int status) {
    Events.log(
        LifecycleEvent.WEBSOCKET_REFUSED,
        "path",
        arrival.head().path(),
        "status",
        status,
        "tool",
        running.identity().tool(),
        "reason",
        problem.what());
  }
}
