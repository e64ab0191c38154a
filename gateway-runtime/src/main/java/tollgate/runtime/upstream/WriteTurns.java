package tollgate.runtime.upstream;

import java.nio.channels.WritePendingException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Lets a write begin when the one before it is over. Jetty says so a moment after the bytes have
 * left: by then another thread may have read the answer to them and want to write itself, which
 * Jetty refuses. A request through a tunnel follows the proxy's answer that closely.
 */
final class WriteTurns {

  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private boolean busy;
  private @Nullable Runnable next;

  /**
   * Begins a write, now or when the one before is over.
   *
   * @param callback told of its end
   * @param write begins it and tells the callback that it is given
   * @throws WritePendingException when one waits already
   */
  void take(Callback callback, Consumer<Callback> write) {
    lock.lock();
    try {
      if (next != null) {
        throw new WritePendingException();
      }
      if (busy) {
        next = () -> write.accept(new Turn(callback));
        return;
      }
      busy = true;
    } finally {
      lock.unlock();
    }
    write.accept(new Turn(callback));
  }

  /** The write is over; gives the one that waits for that. */
  private @Nullable Runnable over() {
    lock.lock();
    try {
      Runnable waiting = next;
      next = null;
      busy = waiting != null;
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  private final class Turn extends Callback.Nested {

    Turn(Callback callback) {
      super(callback);
    }

    @Override
    public void succeeded() {
      Runnable waiting = over();
      super.succeeded();
      if (waiting != null) {
        waiting.run();
      }
    }

    @Override
    public void failed(Throwable failure) {
      Runnable waiting = over();
      super.failed(failure);
      if (waiting != null) {
        waiting.run(); // fails by itself on a connection that is no good
      }
    }
  }
}
