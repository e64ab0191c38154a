package tollgate.dist.kit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for what another process does in its own time and tells nobody about, such as settling a
 * row after the reply has ended. Looks every few milliseconds and gives up after half a minute.
 */
public final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long LOOK_AGAIN_NANOS = 5_000_000;

  private Eventually() {}

  /** The first answer that is present. */
  public static <T> T found(String what, Callable<Optional<T>> question) throws Exception {
    return found(what, LOOK_AGAIN_NANOS, question);
  }

  private static <T> T found(String what, long lookAgainNanos, Callable<Optional<T>> question)
      throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Optional<T> answer = question.call();
    while (answer.isEmpty()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Not seen within " + PATIENCE.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(lookAgainNanos);
      answer = question.call();
    }
    return answer.get();
  }

  /** Waits until it holds, and looks seldom: where the question would disturb what is measured. */
  public static void holds(String what, Duration lookAgain, Callable<Boolean> question)
      throws Exception {
    found(what, lookAgain.toNanos(), () -> question.call() ? Optional.of(true) : Optional.empty());
  }

  /** Waits until it holds. */
  public static void holds(String what, Callable<Boolean> question) throws Exception {
    found(what, () -> question.call() ? Optional.of(true) : Optional.empty());
  }
}
