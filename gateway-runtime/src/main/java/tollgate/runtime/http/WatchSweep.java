package tollgate.runtime.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Arms the watches of requests that have been running for a while. To register and deregister each
 * one costs two selector updates, 7 to 10 µs; most requests are over before the first sweep meets
 * them. The thread sleeps while there is nobody to look after.
 */
final class WatchSweep implements AutoCloseable {

  static final Duration PERIOD = Duration.ofMillis(50);

  private final Set<ClientWatch> young = ConcurrentHashMap.newKeySet();
  private final Thread thread;
  private volatile boolean asleep;
  private volatile boolean closed;

  WatchSweep() {
    thread = Thread.ofPlatform().daemon().name("client-watch").unstarted(this::run);
    thread.start();
  }

  void add(ClientWatch watch) {
    young.add(watch);
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  void remove(ClientWatch watch) {
    young.remove(watch);
  }

  private void run() {
    while (!closed) {
      if (young.isEmpty()) {
        asleep = true;
        if (young.isEmpty() && !closed) {
          LockSupport.park(this);
        }
        asleep = false;
      }
      LockSupport.parkNanos(this, PERIOD.toNanos());
      long now = System.nanoTime();
      young.removeIf(watch -> armIfOld(watch, now));
    }
  }

  private static boolean armIfOld(ClientWatch watch, long now) {
    if (now - watch.since() < PERIOD.toNanos()) {
      return false;
    }
    watch.arm();
    return true;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
