package tollgate.runtime.upstream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The cord by which any thread stops one client call's work upstream, whatever try or provider it
 * is at. Made once per client call and handed to every {@link UpstreamCaller#send}; after {@link
 * #cancel} every further send fails at once with {@link Cancelled}.
 */
public final class Cancellation {

  private final List<Runnable> actions = new ArrayList<>(1);
  private final CountDownLatch pulled = new CountDownLatch(1);

  /** Stops the work: breaks the upstream connection off or resets the stream. Never blocks. */
  public void cancel() {
    List<Runnable> due;
    synchronized (actions) {
      if (cancelled()) {
        return;
      }
      pulled.countDown();
      due = List.copyOf(actions);
      actions.clear();
    }
    due.forEach(Runnable::run);
  }

  /** Whether the cord was pulled. */
  public boolean cancelled() {
    return pulled.getCount() == 0;
  }

  /** Waits so long at most; true when the cord was pulled or the thread interrupted meanwhile. */
  boolean await(Duration limit) {
    try {
      return pulled.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt(); // for whoever asked the thread to stop
      return true;
    }
  }

  /** Runs an action when the cord is pulled, at once when it was. */
  void onCancel(Runnable action) {
    synchronized (actions) {
      if (!cancelled()) {
        actions.add(action);
        return;
      }
    }
    action.run();
  }

  /** Forgets an action that has nothing left to stop. */
  void forget(Runnable action) {
    synchronized (actions) {
      actions.remove(action);
    }
  }
}
