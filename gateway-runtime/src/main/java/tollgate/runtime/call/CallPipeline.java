package tollgate.runtime.call;

import tollgate.runtime.call.Outcome.Passed;
import tollgate.runtime.call.Outcome.Refused;
import tollgate.runtime.event.Events;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.generation.Generations;
import tollgate.runtime.wire.ClientExchange;
import tollgate.runtime.wire.ClientGone;
import tollgate.runtime.wire.ExchangeService;

/**
 * Carries one client call from the listener to the ledger: the only class that knows the order of
 * the stages. Runs on the virtual thread of the call and blocks freely; returns once the last byte
 * has reached the client, or the client has gone.
 *
 * <pre>
 *   read ─ identify ─ authenticate ─ judge ─ route ─ reserve ─▶ relay ─ settle
 *     └────────┴───────────┴───────────┴───────┴───────┴─▶ refuse
 * </pre>
 *
 * <p>Everything before {@code reserve} costs nothing and can refuse; {@code reserve} makes the row
 * durable; from then on the call is settled exactly once, on every way out. The call is pinned to
 * one generation of plugins, policies, providers and prices from its arrival until it is settled.
 *
 * <p>A WebSocket has a door of its own, {@link SocketOpening}; its turns pass the same stages.
 */
final class CallPipeline implements ExchangeService {

  private final Generations<Generation> generations;
  private final Reception reception;
  private final Admission admission;
  private final Dispatcher dispatcher;
  private final Settler settler;
  private final TurnAway turnAway;
  private final RunningCalls registry;

  CallPipeline(
      Generations<Generation> generations,
      Reception reception,
      Admission admission,
      Dispatcher dispatcher,
      Settler settler,
      TurnAway turnAway) {
    this.generations = generations;
    this.reception = reception;
    this.admission = admission;
    this.dispatcher = dispatcher;
    this.settler = settler;
    this.turnAway = turnAway;
    this.registry = reception.registry();
  }

  @Override
  public void serve(ClientExchange exchange) throws ClientGone {
    try (var pin = generations.pin()) {
      var arrival = reception.arrival(exchange, pin.value());
      ScopedValue.where(Events.CALL, arrival.id().text())
          .call(() -> {
            serve(arrival, exchange);
            return arrival;
          });
    }
  }

  private void serve(Arrival arrival, ClientExchange exchange) throws ClientGone {
    var running = new RunningCall(arrival);
    registry.enter(running);
    try {
      switch (admission.admit(arrival, exchange, running)) {
        case Passed<FundedCall>(var funded) -> relayAndSettle(funded, exchange, running);
        case Refused<FundedCall>(var problem) ->
            turnAway.answer(arrival, running, problem, exchange.sink());
      }
    } finally {
      registry.leave(running);
    }
  }

  private void relayAndSettle(FundedCall funded, ClientExchange exchange, RunningCall running)
      throws ClientGone {
    settler.settle(
        funded,
        running,
        () -> {
          try (var _ = exchange.onClientGone(running::clientLeft)) {
            return dispatcher.dispatch(funded, exchange.sink(), running);
          }
        });
  }
}
