package tollgate.runtime.call;

import java.time.Duration;
import java.util.Optional;
import tollgate.runtime.socket.Farewell;
import tollgate.runtime.socket.Heard;
import tollgate.runtime.socket.SocketGone;

/**
 * One client's WebSocket from its upgrade to its end, on a virtual thread of its own: passes on
 * what both sides say between turns, and has each turn served.
 */
final class SocketSession implements Runnable {

  /** How long the client's connection may take to become a WebSocket once that was granted. */
  private static final Duration LONGEST_UPGRADE = Duration.ofSeconds(10);

  private final Upgrade upgrade;
  private final SocketPair pair;
  private final SocketTurns turns;
  private final Duration idle;
  private volatile boolean draining;
  private boolean over;
  private long quietSince = System.nanoTime();

  SocketSession(Upgrade upgrade, SocketPair pair, SocketTurns turns, Duration idle) {
    this.upgrade = upgrade;
    this.pair = pair;
    this.turns = turns;
    this.idle = idle;
  }

  /** Ends the connection as soon as no turn runs on it; from any thread. */
  void drain() {
    draining = true;
    pair.wake();
  }

  @Override
  public void run() {
    try {
      if (awaitOpen()) {
        pair.begin();
        while (!over) {
          step();
        }
      } else {
        pair.close(Farewell.goingAway("the upgrade was not completed"));
      }
    } catch (SocketGone gone) {
      pair.oneIsOver();
    } catch (RuntimeException bug) {
      PluginFault.log(bug);
      pair.close(Farewell.failed("the gateway failed"));
    } finally {
      pair.close(Farewell.goingAway("")); // whichever side was not told anything
      pair.leg().close();
    }
  }

  private boolean awaitOpen() throws SocketGone {
    long end = System.nanoTime() + LONGEST_UPGRADE.toNanos();
    while (!pair.opened() && System.nanoTime() - end < 0) {
      int rings = pair.rings();
      if (!pair.opened()) {
        pair.await(rings, end);
      }
    }
    return pair.opened();
  }

  /** Takes one thing that one of the two sides said, or waits for it. */
  private void step() throws SocketGone {
    int rings = pair.rings();
    if (draining) {
      close(Farewell.goingAway("the gateway is shutting down"));
      return;
    }
    Optional<Heard> said = pair.fromUpstream();
    if (said.isPresent()) {
      upstreamSaid(said.get());
      return;
    }
    said = pair.fromClient();
    if (said.isPresent()) {
      clientSaid(said.get());
      return;
    }
    long end = quietSince + idle.toNanos();
    if (System.nanoTime() - end >= 0) {
      close(Farewell.goingAway("nothing was said for " + idle.toSeconds() + " seconds"));
      return;
    }
    pair.await(rings, end);
  }

  private void upstreamSaid(Heard said) throws SocketGone {
    quietSince = System.nanoTime();
    switch (said) {
      case Heard.Piece piece -> {
        pair.toClient(piece);
        piece.done();
      }
      case Heard.Closed(var farewell) -> {
        pair.upstreamIsOver(farewell);
        over = true;
      }
      case Heard.Message _, Heard.TooLong _ ->
          throw new IllegalStateException("an upstream's messages come in pieces");
    }
  }

  private void clientSaid(Heard said) throws SocketGone {
    switch (said) {
      case Heard.Message message -> over = !turns.serve(upgrade, message, pair);
      case Heard.TooLong _ ->
          close(
              Farewell.tooLarge("a message may have " + pair.longestMessage() + " bytes at most"));
      case Heard.Closed _ -> {
        pair.clientIsOver();
        over = true;
      }
      case Heard.Piece _ -> throw new IllegalStateException("a client's messages come whole");
    }
    quietSince = System.nanoTime();
  }

  private void close(Farewell farewell) {
    pair.close(farewell);
    over = true;
  }
}
