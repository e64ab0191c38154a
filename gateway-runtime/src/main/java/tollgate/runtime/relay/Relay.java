package tollgate.runtime.relay;

import java.util.function.LongSupplier;
import tollgate.api.dialect.ReplyReader;
import tollgate.api.provider.ExchangeReply;
import tollgate.runtime.wire.ReplySink;

/**
 * Carries one reply from the upstream to the client: each read is one write, and beside it the tap
 * shows the dialect's reader what passes.
 *
 * <pre>
 *   ExchangeReply.read ──▶ UsageTap.pass ──▶ ReplySink.write      (until null, then trailers)
 *                              │
 *                              └─▶ ReplyReader.event / whole ──▶ usage
 * </pre>
 *
 * <p>What can go wrong on the way, and what is made of it:
 *
 * <ul>
 *   <li>The upstream breaks off, or is silent for too long: the client's reply is broken off too.
 *       It never gets a clean end, for a tool would take half an answer for a whole one.
 *   <li>The client leaves: the upstream is closed at once, and what was used until then is kept.
 *   <li>The call is to be stopped: the event under way is finished, the upstream closed, and the
 *       dialect's own ending written. Where there can be none (a body without events, an encoded
 *       one, an upstream cut inside an event) the client's reply is broken off.
 *   <li>The reader fails: nobody notices but the {@link RelayWatch}.
 * </ul>
 *
 * <p>Nothing here waits but the two legs; all time limits are the {@code ExchangeReply}'s, which
 * throws when one is passed.
 */
public final class Relay {

  private final LongSupplier nanoClock;

  /**
   * A relay.
   *
   * @param nanoClock the clock of {@link Tally#firstByteNanos}, as {@link System#nanoTime} is
   */
  public Relay(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /**
   * Relays the whole reply and returns when there is nothing more to do. The client's head must
   * have been set (see {@link ReplyHeads#forClient}). The upstream is closed in any case.
   */
  public Delivery forward(
      ExchangeReply upstream, ReplyReader reader, ReplySink client, RelayWatch watch) {
    try (upstream;
        var tap = new UsageTap(reader, upstream.head(), watch)) {
      return new Forwarding(upstream, tap, client, watch, nanoClock).run();
    }
  }
}
