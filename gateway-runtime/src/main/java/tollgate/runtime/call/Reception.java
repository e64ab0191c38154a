package tollgate.runtime.call;

import java.time.InstantSource;
import tollgate.api.dialect.Dialect;
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

  Arrival arrival(ClientExchange exchange, Generation generation) {
    long nanos = System.nanoTime();
    var taken = Credential.take(exchange);
    Dialect dialect =
        generation
            .plugins()
            .endpoints()
            .match(exchange.method(), exchange.path())
            .map(Contribution::value)
            .orElse(Passthrough.DIALECT);
    return new Arrival(
        ids.next(),
        clock.instant(),
        nanos,
        generation,
        taken.head(),
        taken.credential(),
        exchange.peer(),
        dialect);
  }
}
