package tollgate.runtime.app;

import java.time.Duration;

/** An end that comes in time, whatever hangs. */
final class Closing {

  private Closing() {}

  /** Runs an action on a thread of its own; false when it has not come to its end in that time. */
  static boolean within(Duration limit, Runnable action) {
    Thread thread = Thread.ofPlatform().daemon().name("closing").start(action);
    try {
      return thread.join(limit);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
