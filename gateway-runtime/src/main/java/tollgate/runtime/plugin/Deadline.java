package tollgate.runtime.plugin;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.TaskEvent;

/**
 * Runs a plugin's own code on a thread that can be left behind: a platform thread, so that a plugin
 * that spins for ever takes no carrier from the calls.
 */
final class Deadline {
  private final Duration patience;
  private final AtomicInteger abandoned = new AtomicInteger();

  Deadline(Duration patience) {
    this.patience = patience;
  }

  /**
   * Runs work and waits for it.
   *
   * @throws ExecutionException with what the work threw
   * @throws TimeoutException when it took too long; its thread is interrupted and left behind
   */
  <T> T call(String name, ClassLoader loader, Callable<T> work)
      throws ExecutionException, TimeoutException, InterruptedException {
    var task = new FutureTask<>(work);
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name(name)
            .inheritInheritableThreadLocals(false)
            .unstarted(task);
    thread.setContextClassLoader(loader);
    thread.start();
    try {
      return task.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException tooSlow) {
      abandoned.incrementAndGet();
      Events.log(TaskEvent.TASK_ABANDONED, "name", name, "waited_ms", patience.toMillis());
      throw tooSlow;
    } finally {
      thread.interrupt(); // does nothing to a thread that has ended
    }
  }

  Duration patience() {
    return patience;
  }

  /** How many threads were left behind. */
  int abandoned() {
    return abandoned.get();
  }
}
