package tollgate.runtime.script;

import org.jspecify.annotations.Nullable;
import tollgate.runtime.script.ScriptLimits.Budget;

/** A thread that runs scripts, one after the other, until it is abandoned. */
final class Worker implements ScriptHost.Desk {

  /** In bytes; the machine gives what is used of it. */
  static final long STACK = 16L << 20;

  private final Lanes lanes;
  private final Watch watch;
  private final ScriptLimits limits;
  private final Thread thread;
  private volatile @Nullable Run run;
  private volatile @Nullable Task<?> task;
  private volatile boolean abandoned;

  Worker(Lanes lanes, Watch watch, ScriptLimits limits, String name) {
    this.lanes = lanes;
    this.watch = watch;
    this.limits = limits;
    this.thread = Thread.ofPlatform().daemon().stackSize(STACK).name(name).unstarted(this::work);
  }

  void start() {
    thread.start();
  }

  private void work() {
    Brake.hold(this);
    try {
      while (!abandoned) {
        Task<?> next = lanes.take();
        if (next == null) {
          return;
        }
        task = next;
        next.run(this);
        synchronized (this) {
          if (!abandoned) {
            lanes.done(next);
            task = null;
          }
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Said call(Script script, ScriptObject argument) throws ScriptFailure {
    return script.call(argument, this);
  }

  /** What a call may take. */
  Budget runBudget() {
    return limits.run();
  }

  /** What loading may take. */
  Budget loadBudget() {
    return limits.load();
  }

  /** Begins to watch what this thread does next. */
  Run begin(Sandbox sandbox, Budget budget) {
    var begun = new Run(sandbox, budget);
    run = begun;
    watch.wake();
    return begun;
  }

  void ended() {
    run = null;
  }

  /** What is running, for the watch. */
  @Nullable Run run() {
    return run;
  }

  /** Lets a thread go that does not listen: its caller is answered, another takes its place. */
  synchronized void abandon(Run deaf) {
    Task<?> stuck = task;
    if (abandoned || stuck == null || run != deaf) {
      return;
    }
    abandoned = true;
    watch.lose();
    stuck.giveUp(deaf.why(), Faults.words(deaf.why()));
    lanes.done(stuck);
  }

  boolean isAbandoned() {
    return abandoned;
  }

  void close() {
    thread.interrupt();
  }
}
