package tollgate.runtime.call;

import java.time.InstantSource;
import tollgate.api.call.ClientHead;
import tollgate.api.dialect.Endpoint;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.ledger.CallIds;
import tollgate.runtime.plugin.Contribution;
import tollgate.runtime.plugin.EndpointTable;
import tollgate.runtime.wire.ClientExchange;

/**
 * Gives an arriving request its id, parts it from its credential and finds the language of its
 * path. A path that is known in a plainer spelling is that one from here on.
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
    EndpointTable endpoints = generation.plugins().endpoints();
    ClientHead head = from.head();
    var known = endpoints.match(method, head.path());
    if (known.isEmpty()) {
      var plain =
          new ClientHead(head.method(), PlainPath.of(head.path()), head.query(), head.headers());
      known = endpoints.match(method, plain.path());
      head = known.isPresent() ? plain : head;
    }
    return new Arrival(
        ids.next(),
        clock.instant(),
        nanos,
        generation,
        head,
        from.credential(),
        from.peer(),
        known.map(Contribution::value).orElse(Passthrough.DIALECT));
  }
}
