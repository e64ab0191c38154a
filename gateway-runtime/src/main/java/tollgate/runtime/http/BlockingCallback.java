package tollgate.runtime.http;

import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Lets the one thread of an exchange wait for Jetty; used again for every wait, so that a stream of
 * events makes no garbage here. Most writes are over before {@link #await} is reached, then nobody
 * is put to sleep.
 */
final class BlockingCallback implements Callback {

  private volatile boolean done;
  private volatile @Nullable Thread waiter;
  private @Nullable Throwable failure;

  /** Forgets the last wait. */
  BlockingCallback begin() {
    failure = null;
    done = false;
    return this;
  }

  /**
   * Waits for the end of what was begun. An interrupt does not end it: Jetty still holds the
   * caller's buffer.
   *
   * @return why it failed, {@code null} when it succeeded
   */
  @Nullable Throwable await() {
    if (!done) {
      boolean interrupted = false;
      waiter = Thread.currentThread();
      while (!done) {
        LockSupport.park(this);
        interrupted |= Thread.interrupted();
      }
      waiter = null;
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return failure;
  }

  /** Waits until a time by {@link System#nanoTime} at most; false when it came first. */
  boolean awaitUntil(long end) {
    waiter = Thread.currentThread();
    long left = end - System.nanoTime();
    while (!done && left > 0) {
      LockSupport.parkNanos(this, left);
      left = end - System.nanoTime();
    }
    waiter = null;
    return done;
  }

  @Override
  public void succeeded() {
    done = true;
    LockSupport.unpark(waiter);
  }

  @Override
  public void failed(Throwable x) {
    failure = x;
    succeeded();
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }
}
