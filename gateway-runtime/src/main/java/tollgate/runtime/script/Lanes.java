package tollgate.runtime.script;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where tasks wait for a worker: in a lane for each kind of caller. Lanes are served in turn, and
 * no lane ever has all the workers, so whoever waits behind slow tasks waits behind those of his
 * own kind only.
 */
final class Lanes {

  private final int capacity;
  private final int atOnce;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Lane> lanes = new LinkedHashMap<>();

  /** Workers without work, the last one first: what it needs is still in the caches. */
  private final ArrayDeque<Thread> resting = new ArrayDeque<>();

  private int waiting;
  private boolean closed;

  private static final class Lane {
    private final ArrayDeque<Task<?>> tasks = new ArrayDeque<>();
    private int running;
  }

  /**
   * Lanes without tasks.
   *
   * @param capacity how many tasks may wait
   * @param atOnce how many of one lane may run at once
   */
  Lanes(int capacity, int atOnce) {
    this.capacity = capacity;
    this.atOnce = atOnce;
  }

  /** Lets a task wait; false when too many do, or nobody serves any more. */
  boolean offer(Task<?> task) {
    Thread woken;
    lock.lock();
    try {
      if (closed || waiting == capacity) {
        return false;
      }
      lanes.computeIfAbsent(task.lane(), name -> new Lane()).tasks.add(task);
      waiting++;
      woken = resting.poll();
    } finally {
      lock.unlock();
    }
    wake(woken);
    return true;
  }

  /** Without the lock, which is the first thing that a worker takes. */
  private static void wake(@Nullable Thread worker) {
    if (worker != null) {
      LockSupport.unpark(worker);
    }
  }

  /** The next task; waits for one. Nothing comes after the close. */
  @Nullable Task<?> take() throws InterruptedException {
    Thread self = Thread.currentThread();
    while (true) {
      lock.lock();
      try {
        resting.remove(self); // nobody has woken it
        Task<?> next = closed ? null : poll();
        if (next != null || closed) {
          return next;
        }
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        resting.push(self);
      } finally {
        lock.unlock();
      }
      LockSupport.park(this);
    }
  }

  private @Nullable Task<?> poll() {
    for (Map.Entry<String, Lane> each : lanes.entrySet()) {
      Lane lane = each.getValue();
      if (lane.running < atOnce && !lane.tasks.isEmpty()) {
        waiting--;
        lane.running++;
        lanes.remove(each.getKey()); // to the end of the turn
        lanes.put(each.getKey(), lane);
        return lane.tasks.remove();
      }
    }
    return null;
  }

  /**
   * A task runs no more, or nobody waits for its worker. The worker looks for the next one itself;
   * another is woken for what it leaves.
   */
  void done(Task<?> task) {
    Thread woken;
    lock.lock();
    try {
      Lane lane = lanes.get(task.lane());
      if (lane != null && --lane.running == 0 && lane.tasks.isEmpty()) {
        lanes.remove(task.lane());
      }
      woken = waiting > 0 ? resting.poll() : null;
    } finally {
      lock.unlock();
    }
    wake(woken);
  }

  /** Serves nobody from now on; those who wait are given. */
  List<Task<?>> close() {
    lock.lock();
    try {
      closed = true;
      var left = new ArrayList<Task<?>>();
      lanes.values().forEach(lane -> left.addAll(lane.tasks));
      lanes.clear();
      resting.forEach(LockSupport::unpark);
      return left;
    } finally {
      lock.unlock();
    }
  }
}
