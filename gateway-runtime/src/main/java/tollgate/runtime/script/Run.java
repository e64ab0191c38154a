package tollgate.runtime.script;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import tollgate.runtime.script.ScriptFailure.Kind;
import tollgate.runtime.script.ScriptLimits.Budget;

/**
 * One watched run of one script. It ends once: its own thread ends it, or the watch cuts it off.
 * Memory is what the thread allocated, garbage included: the only figure Java has for a script that
 * shares its heap.
 */
final class Run {

  /** How much longer than the thread's own time a run may take while the machine is busy. */
  private static final int BUSY = 10;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private enum State {
    RUNNING,
    CUT,
    OVER
  }

  private final Sandbox sandbox;
  private final Budget budget;
  private final long threadId = Thread.currentThread().threadId();
  private final long began = System.nanoTime();
  private final long allocated = THREADS.getCurrentThreadAllocatedBytes();
  private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);

  /** Set and read by the watch: the thread's time when it was first seen running. */
  private long cpuSeen = -1;

  /** How many functions are being called within one another; of this thread only. */
  private int depth;

  /** How many functions of the host were called; of this thread only. */
  private int answers;

  private volatile Kind cut = Kind.TIME;
  private volatile long cutAt;

  /** Begins a run on this thread. */
  Run(Sandbox sandbox, Budget budget) {
    this.sandbox = sandbox;
    this.budget = budget;
  }

  /** The thread is done; why it was cut off, if it was. */
  Optional<Kind> end() {
    return state.compareAndSet(State.RUNNING, State.OVER) ? Optional.empty() : Optional.of(cut);
  }

  /** Cuts the run off if it takes too much; called by the watch, which must not wait. */
  void look() {
    if (state.get() != State.RUNNING) {
      return;
    }
    if (THREADS.getThreadAllocatedBytes(threadId) - allocated > budget.bytes()) {
      cutOff(Kind.MEMORY);
    } else if (tookTooLong()) {
      cutOff(Kind.TIME);
    }
  }

  private boolean tookTooLong() {
    long limit = budget.time().toNanos();
    long cpu = THREADS.getThreadCpuTime(threadId);
    if (cpuSeen < 0) {
      cpuSeen = cpu;
    }
    return cpu - cpuSeen > limit || System.nanoTime() - began > BUSY * limit;
  }

  private void cutOff(Kind why) {
    cut = why;
    cutAt = System.nanoTime();
    if (state.compareAndSet(State.RUNNING, State.CUT)) {
      // Tearing a world down waits for what runs in it, which may not listen for long.
      Thread.ofPlatform().daemon().name("script-end").start(sandbox::kill);
    }
  }

  /** A function is called; gives how many are, within one another. */
  int deeper() {
    return ++depth;
  }

  /** It was left. */
  void higher() {
    depth--;
  }

  /** A function of the host is called; gives how many were. */
  int answered() {
    return ++answers;
  }

  /** Whether it was cut off and goes on all the same. */
  boolean isCut() {
    return state.get() == State.CUT;
  }

  /** Whether the run was cut off so long ago that nobody should wait for it. */
  boolean isDeaf(long patienceNanos) {
    return state.get() == State.CUT && System.nanoTime() - cutAt > patienceNanos;
  }

  /** Why it was cut off. */
  Kind why() {
    return cut;
  }
}
