package tollgate.runtime.backup;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import tollgate.runtime.event.Progress;

/**
 * Long work inside SQLite. A virtual thread cannot leave its carrier meanwhile, and there are only
 * as many of those as processors; so the work is done on a thread of its own and waited for.
 */
final class OwnThread {
  private OwnThread() {}

  /**
   * Does it, heard by whoever listens here. An interrupt does not end the wait, for the work would
   * go on; it is kept.
   */
  static <T> T run(Callable<T> work) throws IOException {
    var listener = Progress.listener();
    var task = new FutureTask<>(() -> Progress.heard(listener, work::call));
    Thread.ofPlatform().daemon().name("backup-copy").start(task);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException later) {
          interrupted = true;
        }
      }
    } catch (ExecutionException carried) {
      throw thrown(carried);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static IOException thrown(ExecutionException carried) {
    return switch (carried.getCause()) {
      case IOException unwritable -> unwritable;
      case RuntimeException refused -> throw refused;
      case Error broken -> throw broken;
      case null, default -> throw new IllegalStateException(carried);
    };
  }
}
