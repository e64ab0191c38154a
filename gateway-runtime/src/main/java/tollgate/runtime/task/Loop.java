package tollgate.runtime.task;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.TaskEvent;
import tollgate.runtime.metric.Metric;
import tollgate.runtime.metric.Metrics;
import tollgate.runtime.metric.Tally;

/** One loop: its thread is the only one that changes its state. */
final class Loop {

  private final Schedule schedule;
  private final Work work;
  private final Time time;
  private final DoubleSupplier jitter;
  private final Tally succeeded;
  private final Tally failed;
  private final Thread thread;
  private volatile LoopState state;

  Loop(
      String name,
      Schedule schedule,
      Work work,
      Time time,
      DoubleSupplier jitter,
      Metrics metrics) {
    this.schedule = schedule;
    this.work = work;
    this.time = time;
    this.jitter = jitter;
    this.succeeded = metrics.tally(Metric.LOOP_RUNS, name, "succeeded");
    this.failed = metrics.tally(Metric.LOOP_RUNS, name, "failed");
    this.state = new LoopState(name, schedule.interval(), true, 0, 0, new LastTurn.Never());
    this.thread = Thread.ofVirtual().name("loop-" + name).unstarted(this::turnUntilInterrupted);
  }

  void start() {
    thread.start();
  }

  void interrupt() {
    thread.interrupt();
  }

  boolean join(Duration longest) throws InterruptedException {
    return thread.join(longest);
  }

  LoopState state() {
    return state;
  }

  private void turnUntilInterrupted() {
    String name = state.name();
    Events.log(TaskEvent.LOOP_STARTED, "name", name, "interval_ms", schedule.interval());
    try {
      pause(schedule.first());
      while (!Thread.interrupted()) {
        turn();
        pause(schedule.after(state.failures()));
      }
    } catch (InterruptedException e) {
      // This is how a loop is told to end; nothing of it is left to be told.
    }
    state =
        new LoopState(
            name, state.interval(), false, state.turns(), state.failures(), state.lastTurn());
    Events.log(TaskEvent.LOOP_STOPPED, "name", name);
  }

  private void pause(Duration length) throws InterruptedException {
    if (length.isPositive()) {
      time.pause(Duration.ofNanos((long) (length.toNanos() * jitter.getAsDouble())));
    }
  }

  /**
   * Catches whatever the work throws, errors included: a loop that died in silence helps nobody.
   */
  private void turn() throws InterruptedException {
    var start = time.instant();
    try {
      work.run();
      Duration took = Duration.between(start, time.instant());
      succeeded.increment();
      next(0, new LastTurn.Succeeded(start.plus(took), took));
      Events.log(TaskEvent.LOOP_TICK, "name", state.name(), "duration_ms", took);
    } catch (InterruptedException e) {
      throw e;
    } catch (Throwable e) {
      Duration took = Duration.between(start, time.instant());
      failed.increment();
      next(state.failures() + 1, new LastTurn.Failed(start.plus(took), took, e.toString()));
      tell(took, e);
    }
  }

  private void next(int failures, LastTurn lastTurn) {
    state =
        new LoopState(state.name(), state.interval(), true, state.turns() + 1, failures, lastTurn);
  }

  private void tell(Duration took, Throwable failure) {
    Events.log(
        TaskEvent.LOOP_ERROR,
        "name",
        state.name(),
        "attempt",
        state.failures(),
        "duration_ms",
        took,
        "next_delay_ms",
        schedule.after(state.failures()),
        "err",
        failure);
  }
}
