package tollgate.runtime.call;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Every call under way. Safe for any thread. */
public final class RunningCalls {

  private final Object left = new Object();
  private final ConcurrentHashMap<String, RunningCall> calls = new ConcurrentHashMap<>();

  /** The calls at this moment, the oldest first. */
  public List<RunningCall> list() {
    return calls.values().stream().sorted(Comparator.comparing(call -> call.id().text())).toList();
  }

  /** The call of this id, if it still runs. */
  public Optional<RunningCall> find(String id) {
    return Optional.ofNullable(calls.get(id));
  }

  /** How many run. */
  public int size() {
    return calls.size();
  }

  void enter(RunningCall call) {
    calls.put(call.id().text(), call);
  }

  void leave(RunningCall call) {
    calls.remove(call.id().text());
    synchronized (left) {
      left.notifyAll();
    }
  }

  /** Waits until none runs; false when some still do after so long. */
  public boolean awaitNone(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    synchronized (left) {
      while (!calls.isEmpty()) {
        long rest = end - System.nanoTime();
        if (rest <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(left, rest);
      }
    }
    return true;
  }
}
