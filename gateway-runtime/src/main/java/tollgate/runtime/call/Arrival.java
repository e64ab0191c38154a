package tollgate.runtime.call;

import java.time.Instant;
import tollgate.api.call.ClientHead;
import tollgate.api.dialect.Dialect;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.ledger.CallId;

/**
 * A request whose head has been read, and nothing more.
 *
 * @param id names the call everywhere: log, ledger, answer header
 * @param at when the head had been read
 * @param nanos the same on the monotonic clock
 * @param generation what the call is pinned to until it is settled
 * @param head the request's head without its credential
 * @param credential what the client authenticates itself with
 * @param peer the address the socket is connected to
 * @param dialect the language of the path; {@link Passthrough} where no plugin knows it
 */
record Arrival(
    CallId id,
    Instant at,
    long nanos,
    Generation generation,
    ClientHead head,
    Credential credential,
    String peer,
    Dialect dialect) {

  /** The same arrival with another head. */
  Arrival with(ClientHead other) {
    return new Arrival(id, at, nanos, generation, other, credential, peer, dialect);
  }

  /** How long ago the call arrived. */
  long elapsedNanos() {
    return System.nanoTime() - nanos;
  }
}
