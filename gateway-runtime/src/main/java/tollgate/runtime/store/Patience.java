package tollgate.runtime.store;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends waits that take too long, at most a quarter of a second late. A virtual thread that waits
 * with a limit of its own wakes the JDK's timer thread each time, and again when the wait is over:
 * two switches of threads for every call, for what hardly ever happens.
 */
final class Patience implements AutoCloseable {
  private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(250).toNanos();

  private record Wait(CompletableFuture<Void> future, long endNanos) {
    boolean isOver(long now) {
      if (!future.isDone() && now - endNanos >= 0) {
        future.completeExceptionally(new TimeoutException());
      }
      return future.isDone();
    }
  }

  private final Queue<Wait> waits = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile boolean asleep;
  private volatile boolean closed;

  Patience() {
    thread = Thread.ofPlatform().daemon().name("tollgate-patience").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Ends a wait with a {@link TimeoutException} unless it is over by then. */
  void limit(CompletableFuture<Void> wait, Duration atMost) {
    waits.add(new Wait(wait, System.nanoTime() + atMost.toNanos()));
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    while (!closed) {
      if (waits.isEmpty()) {
        asleep = true;
        if (waits.isEmpty() && !closed) {
          LockSupport.park(this);
        }
        asleep = false;
      }
      LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
      long now = System.nanoTime();
      waits.removeIf(wait -> wait.isOver(now));
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
