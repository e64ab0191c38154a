package tollgate.runtime.task;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.TaskEvent;
import tollgate.runtime.metric.Metrics;

/**
 * The background loops of the gateway.
 *
 * <pre>{@code
 * tasks.start("retention", Schedule.every(Duration.ofHours(1)), ledger::deleteOldRows);
 * }</pre>
 */
public final class Tasks implements AutoCloseable {

  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

  private final Time time;
  private final DoubleSupplier jitter;
  private final Metrics metrics;
  private final Map<String, Loop> loops = new ConcurrentHashMap<>();

  /** Loops that live by the given clock. */
  public Tasks(Time time, Metrics metrics) {
    this(time, metrics, () -> ThreadLocalRandom.current().nextDouble(0.9, 1.1));
  }

  Tasks(Time time, Metrics metrics, DoubleSupplier jitter) {
    this.time = time;
    this.metrics = metrics;
    this.jitter = jitter;
  }

  /** Starts a loop under a name no other loop has. */
  public void start(String name, Schedule schedule, Work work) {
    var loop = new Loop(name, schedule, work, time, jitter, metrics);
    if (loops.putIfAbsent(name, loop) != null) {
      throw new IllegalStateException("there is a loop " + name + " already");
    }
    loop.start();
  }

  /**
   * Ends one loop, waiting up to two seconds for the turn it is in; true if there was such a loop.
   */
  public boolean stop(String name) {
    Loop loop = loops.remove(name);
    if (loop == null) {
      return false;
    }
    loop.interrupt();
    await(loop, LONGEST_CLOSE);
    return true;
  }

  /** How every loop is doing, by name. */
  public List<LoopState> states() {
    return loops.values().stream()
        .map(Loop::state)
        .sorted((one, other) -> one.name().compareTo(other.name()))
        .toList();
  }

  /** Ends every loop, waiting up to two seconds for all of them together. */
  @Override
  public void close() {
    long deadline = System.nanoTime() + LONGEST_CLOSE.toNanos();
    loops.values().forEach(Loop::interrupt);
    loops
        .values()
        .forEach(loop -> await(loop, Duration.ofNanos(Math.max(1, deadline - System.nanoTime()))));
    loops.clear();
  }

  private static void await(Loop loop, Duration longest) {
    try {
      if (!loop.join(longest)) {
        Events.log(
            TaskEvent.LOOP_STOP_TIMEOUT,
            "name",
            loop.state().name(),
            "waited_ms",
            longest.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
