package tollgate.runtime.store;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemException;

/** Work handed to the {@link Writer}: lets whoever cares wait until it is durable. */
public final class Ticket {
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  private final Patience patience;

  Ticket(Patience patience) {
    this.patience = patience;
  }

  /**
   * Waits until the work is durable.
   *
   * @throws ProblemException with STORE_UNAVAILABLE when it failed or the thread was interrupted
   */
  public void await() {
    await(done, Duration.ZERO);
  }

  /**
   * Waits until the work is durable, but not for ever: a quarter of a second longer at most.
   *
   * @throws ProblemException with STORE_UNAVAILABLE when it failed, took too long, or the thread
   *     was interrupted; in the last two cases it may still be written: see {@link #whenOver}
   */
  public void await(Duration atMost) {
    CompletableFuture<Void> wait = done.copy();
    patience.limit(wait, atMost);
    await(wait, atMost);
  }

  private static void await(CompletableFuture<Void> wait, Duration atMost) {
    try {
      wait.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("the wait was interrupted", e);
    } catch (ExecutionException e) {
      Throwable cause = Faults.cause(e);
      String reason =
          cause instanceof TimeoutException
              ? "the disk did not answer within " + atMost.toMillis() + " ms"
              : Faults.sentence(cause);
      throw unavailable(reason, cause);
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
    return new ProblemException(GatewayProblem.STORE_UNAVAILABLE.report(reason), cause);
  }
}
