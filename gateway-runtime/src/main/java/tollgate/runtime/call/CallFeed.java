package tollgate.runtime.call;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Tells what happens to calls to those who watch. A watcher that does not keep up loses events, and
 * knows how many; no call ever waits for one.
 */
public final class CallFeed {

  /** How many events a watcher may be behind. */
  private static final int BACKLOG = 4096;

  private final CopyOnWriteArrayList<Watcher> watchers = new CopyOnWriteArrayList<>();

  /** Starts watching; close the watcher to end. */
  public Watcher watch() {
    var watcher = new Watcher();
    watchers.add(watcher);
    return watcher;
  }

  boolean watched() {
    return !watchers.isEmpty();
  }

  void tell(CallEvent event) {
    for (var watcher : watchers) {
      watcher.offer(event);
    }
  }

  /** One who watches; for one thread. */
  public final class Watcher implements AutoCloseable {
    private final BlockingQueue<CallEvent> events = new ArrayBlockingQueue<>(BACKLOG);
    private final LongAdder lost = new LongAdder();

    private Watcher() {}

    /** The next event, empty when none came in time. */
    public Optional<CallEvent> next(Duration wait) throws InterruptedException {
      return Optional.ofNullable(events.poll(wait.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** How many events this watcher was too slow for. */
    public long lost() {
      return lost.sum();
    }

    private void offer(CallEvent event) {
      if (!events.offer(event)) {
        lost.increment();
      }
    }

    @Override
    public void close() {
      watchers.remove(this);
    }
  }
}
