package tollgate.runtime.quota;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A question to a plugin, on a virtual thread of its own. One that does not answer in time is
 * interrupted and left behind; whatever it throws becomes a sentence.
 *
 * @param <T> what it answers
 */
final class Asked<T> {
  private final FutureTask<T> task;
  private final Duration patience;
  private final long deadline;

  /** What came of it: a value, or a fault. */
  record Answer<T>(Optional<T> value, String fault) {}

  private Asked(FutureTask<T> task, Duration patience) {
    this.task = task;
    this.patience = patience;
    this.deadline = System.nanoTime() + patience.toNanos();
  }

  static <T> Asked<T> begin(Duration patience, Callable<T> question) {
    var task = new FutureTask<>(question);
    Thread.ofVirtual().name("quota-probe").start(task);
    return new Asked<>(task, patience);
  }

  /** Waits until it answers, or its time is over. */
  Answer<T> await() {
    try {
      long rest = Math.max(0, deadline - System.nanoTime());
      return new Answer<>(Optional.of(task.get(rest, TimeUnit.NANOSECONDS)), "");
    } catch (TimeoutException slow) {
      task.cancel(true);
      return fault("it did not answer within " + patience.toMillis() + " ms");
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      String message = cause instanceof IOException told ? told.getMessage() : null;
      return fault(message == null ? String.valueOf(cause) : message);
    } catch (InterruptedException stop) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      return fault("the wait was interrupted");
    }
  }

  private static <T> Answer<T> fault(String fault) {
    return new Answer<>(Optional.empty(), fault);
  }
}
