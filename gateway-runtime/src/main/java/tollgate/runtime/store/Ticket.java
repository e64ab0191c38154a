package tollgate.runtime.store;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import tollgate.runtime.problem.Problem;
import tollgate.runtime.problem.ProblemException;

/** Work handed to the {@link Writer}: lets whoever cares wait until it is durable. */
public final class Ticket {
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  Ticket() {}

  /**
   * Waits until the work is durable.
   *
   * @throws ProblemException with STORE_UNAVAILABLE when it failed or the thread was interrupted
   */
  public void await() {
    await(Duration.ofNanos(Long.MAX_VALUE));
  }

  /**
   * Waits until the work is durable, but not for ever.
   *
   * @throws ProblemException with STORE_UNAVAILABLE when it failed, took too long, or the thread
   *     was interrupted; in the last two cases it may still be written: see {@link #whenOver}
   */
  public void await(Duration atMost) {
    try {
      done.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("the wait was interrupted", e);
    } catch (TimeoutException e) {
      throw unavailable("the disk did not answer within " + atMost.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      Throwable cause = Faults.cause(e);
      throw unavailable(Faults.sentence(cause), cause);
    }
  }

  /** Whether the work is durable by now. */
  public boolean isWritten() {
    return done.isDone() && !done.isCompletedExceptionally();
  }

  /**
   * Runs one of the two once it is known how the work ended: on the writer's thread, or at once if
   * it is known already. Neither may block.
   */
  public void whenOver(Runnable written, Consumer<Throwable> failed) {
    var _ =
        done.whenComplete((nothing, failure) -> {
          if (failure == null) {
            written.run();
          } else {
            failed.accept(failure);
          }
        });
  }

  void succeed() {
    done.complete(null);
  }

  void fail(Throwable cause) {
    done.completeExceptionally(cause);
  }

  private static ProblemException unavailable(String reason, Throwable cause) {
    return new ProblemException(Problem.STORE_UNAVAILABLE.report(reason), cause);
  }
}
