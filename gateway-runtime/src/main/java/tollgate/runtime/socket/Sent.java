package tollgate.runtime.socket;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.util.Callback;

/** Waits until a frame has been sent. */
final class Sent implements Callback {

  private final CompletableFuture<Boolean> done = new CompletableFuture<>();

  /**
   * Waits for it. An interrupt does not end that: Jetty still holds the bytes.
   *
   * @param giveUp makes it fail; done when it takes longer than that
   */
  void await(Duration patience, Runnable giveUp) throws SocketGone {
    boolean interrupted = false;
    long nanos = patience.toNanos();
    try {
      while (true) {
        try {
          var _ = done.get(nanos, TimeUnit.NANOSECONDS);
          return;
        } catch (TimeoutException refused) {
          giveUp.run();
          nanos = Long.MAX_VALUE;
        } catch (InterruptedException later) {
          interrupted = true;
        } catch (ExecutionException failed) {
          throw new SocketGone(failed.getCause() == null ? failed : failed.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void succeeded() {
    done.complete(true);
  }

  @Override
  public void failed(Throwable cause) {
    done.completeExceptionally(cause);
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }
}
