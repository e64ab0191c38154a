package tollgate.runtime.call;

import java.time.InstantSource;
import tollgate.api.dialect.Dialect;
import tollgate.api.dialect.Endpoint;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.ledger.CallIds;
import tollgate.runtime.plugin.Contribution;
import tollgate.runtime.wire.ClientExchange;

/**
 * Gives an arriving request its id, parts it from its credential and finds the language of its
 * path.
 */
final class Reception {

  private final CallIds ids;
  private final InstantSource clock;
  private final RunningCalls registry;

  Reception(CallIds ids, InstantSource clock, RunningCalls registry) {
    this.ids = ids;
    this.clock = clock;
    this.registry = registry;
  }

  RunningCalls registry() {
    return registry;
  }

  /** A request has come. */
  Arrival arrival(ClientExchange exchange, Generation generation) {
    var taken = Credential.take(exchange);
    return arrival(
        new Upgrade(taken.head(), taken.credential(), exchange.peer()),
        exchange.method(),
        generation);
  }

  /** A wish for a WebSocket has come, or on an open one a message that may open a turn. */
  Arrival arrival(Upgrade upgrade, Generation generation) {
    return arrival(upgrade, Endpoint.SOCKET, generation);
  }

  private Arrival arrival(Upgrade from, String method, Generation generation) {
    long nanos = System.nanoTime();
    Dialect dialect =
        generation
            .plugins()
            .endpoints()
            .match(method, from.head().path())
            .map(Contribution::value)
            .orElse(Passthrough.DIALECT);
    return new Arrival(
        ids.next(),
        clock.instant(),
        nanos,
        generation,
        from.head(),
        from.credential(),
        from.peer(),
        dialect);
  }
}
