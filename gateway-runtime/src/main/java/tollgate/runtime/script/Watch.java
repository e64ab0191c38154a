package tollgate.runtime.script;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at the running scripts every millisecond and cuts off those that take too long or too much
 * memory. Never waits for any of them: one that does not listen is left behind with its thread.
 * Sleeps while none runs.
 */
final class Watch implements AutoCloseable {

  private static final long PACE_NANOS = 1_000_000;

  /** How many looks at nothing come before it sleeps: waking costs its waker some microseconds. */
  private static final int LINGER = 50;

  /** How long after it was cut off a script may still run before its thread is given up. */
  private static final Duration PATIENCE = Duration.ofMillis(250);

  private final List<Worker> workers = new CopyOnWriteArrayList<>();
  private final Runnable replace;
  private final AtomicInteger lost = new AtomicInteger();
  private final Thread thread;
  private volatile boolean asleep;
  private volatile boolean closed;

  /**
   * A watch.
   *
   * @param replace run when workers were given up
   */
  Watch(Runnable replace) {
    this.replace = replace;
    this.thread = Thread.ofPlatform().daemon().name("script-watch").unstarted(this::look);
  }

  void start() {
    thread.start();
  }

  void add(Worker worker) {
    workers.add(worker);
  }

  List<Worker> workers() {
    return workers;
  }

  /** A worker was given up. */
  void lose() {
    lost.incrementAndGet();
  }

  int lost() {
    return lost.get();
  }

  /** Something runs. */
  void wake() {
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  private void look() {
    int idle = 0;
    while (!closed || idle == 0) {
      idle = lookAtAll() ? 0 : idle + 1;
      if (idle < LINGER) {
        LockSupport.parkNanos(this, PACE_NANOS);
        continue;
      }
      asleep = true;
      if (!closed && workers.stream().allMatch(worker -> worker.run() == null)) {
        LockSupport.park(this);
      }
      asleep = false;
      idle = 0;
    }
  }

  private boolean lookAtAll() {
    boolean any = false;
    for (Worker worker : workers) {
      Run run = worker.run();
      if (run != null) {
        any = true;
        look(worker, run);
      }
    }
    if (workers.removeIf(Worker::isAbandoned)) {
      replace.run();
    }
    return any;
  }

  private static void look(Worker worker, Run run) {
    run.look();
    if (run.isDeaf(PATIENCE.toNanos())) {
      worker.abandon(run);
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
