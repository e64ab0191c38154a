package tollgate.runtime.call;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import tollgate.runtime.socket.Bell;
import tollgate.runtime.socket.MessageEnd;
import tollgate.runtime.socket.PieceEnd;

/** Every open WebSocket of a client's. Safe for any thread. */
final class SocketSessions {

  private final SocketTurns turns;
  private final long longestMessage;
  private final Duration idle;
  private final int most;
  private final Object left = new Object();
  private final Set<SocketSession> open = ConcurrentHashMap.newKeySet();
  private volatile boolean draining;

  /**
   * No open ones yet.
   *
   * @param longestMessage of a client's, in bytes
   * @param idle how long neither side may say anything between turns, and how long one may refuse
   *     to take what is sent to it
   * @param most how many may be open at once
   */
  SocketSessions(SocketTurns turns, long longestMessage, Duration idle, int most) {
    this.turns = turns;
    this.longestMessage = longestMessage;
    this.idle = idle;
    this.most = most;
  }

  /** How many are open. */
  int count() {
    return open.size();
  }

  /** Whether there is room for a further one. */
  boolean haveRoom() {
    return open.size() < most;
  }

  /** The client's end of one to come. */
  MessageEnd clientEnd(Bell bell) {
    return new MessageEnd(bell, idle, longestMessage);
  }

  /** The provider's end of one to come. */
  PieceEnd providerEnd(Bell bell) {
    return new PieceEnd(bell, idle);
  }

  /** Serves one from here on, on a thread of its own. */
  void start(Upgrade upgrade, SocketPair pair) {
    var session = new SocketSession(upgrade, pair, turns, idle);
    open.add(session);
    if (draining) {
      session.drain();
    }
    Thread.ofVirtual()
        .name("socket-" + pair.leg().provider())
        .start(() -> {
          try {
            session.run();
          } finally {
            ended(session);
          }
        });
  }

  private void ended(SocketSession session) {
    open.remove(session);
    synchronized (left) {
      left.notifyAll();
    }
  }

  /** Ends each as soon as no turn runs on it. */
  void drain() {
    draining = true;
    open.forEach(SocketSession::drain);
  }

  /** Waits until none is open; false when some still are after so long. */
  boolean awaitNone(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    synchronized (left) {
      while (!open.isEmpty()) {
        long rest = end - System.nanoTime();
        if (rest <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(left, rest);
      }
    }
    return true;
  }
}
