package tollgate.runtime.store;

import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The writer's queue: any thread adds, one takes. It has two lanes. What stands in line is taken in
 * the order in which it came; what stands beside the line depends on nothing in it, so it need not
 * wait for what there is. A job nobody waits for does not wake a taker that waits for company: that
 * saves a switch of threads for each of them.
 */
final class JobQueue {

  /** Jobs, and how many of them somebody waits for. */
  private static final class Lane {
    private final ConcurrentLinkedQueue<Job> jobs = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicInteger urgent = new AtomicInteger();

    void add(Job job) {
      size.incrementAndGet();
      jobs.add(job);
      if (job.urgent()) {
        urgent.incrementAndGet();
      }
    }

    void drainTo(Collection<Job> taken, int most) {
      for (int i = 0; i < most; i++) {
        Job job = jobs.poll();
        if (job == null) {
          return;
        }
        size.decrementAndGet();
        if (job.urgent()) {
          urgent.decrementAndGet();
        }
        taken.add(job);
      }
    }
  }

  private final Lane line = new Lane();
  private final Lane beside = new Lane();
  private volatile boolean idle;
  private volatile boolean closed;
  private volatile @Nullable Thread taker;

  /** Puts a job at the end of the line. */
  void add(Job job) {
    line.add(job);
    wakeFor(job);
  }

  /** Puts a job that somebody waits for, and that depends on no other, beside the line. */
  void addBeside(Job job) {
    beside.add(job);
    wakeFor(job);
  }

  private void wakeFor(Job job) {
    if (job.urgent() || idle) {
      LockSupport.unpark(taker);
    }
  }

  int size() {
    return line.size.get() + beside.size.get();
  }

  /** Whether there is a job somebody waits for. */
  boolean hasUrgent() {
    return line.urgent.get() > 0 || beside.urgent.get() > 0;
  }

  /**
   * Whether the line is to be taken now: somebody in it waits, or its first job has stood there for
   * so long.
   */
  boolean isDue(long rideNanos) {
    return line.urgent.get() > 0 || ripensAt(rideNanos) - System.nanoTime() <= 0;
  }

  /**
   * When the first of the line will have stood there for so long; far from now if there is none.
   */
  private long ripensAt(long rideNanos) {
    Job first = line.jobs.peek();
    return first == null
        ? System.nanoTime() + Long.MAX_VALUE / 2
        : first.enqueuedNanos() + rideNanos;
  }

  boolean isClosed() {
    return closed;
  }

  /** From now on the taker does not wait for jobs any more. */
  void close() {
    closed = true;
    LockSupport.unpark(taker);
  }

  /** Waits for any job, as long as it takes. */
  void awaitAny() {
    taker = Thread.currentThread();
    idle = true;
    while (line.jobs.isEmpty() && beside.jobs.isEmpty() && !closed) {
      LockSupport.park(this);
    }
    idle = false;
  }

  /** Waits for a job somebody waits for, or until the line is due. */
  void awaitDue(long rideNanos) {
    awaitUrgent(ripensAt(rideNanos));
  }

  /** Waits for a job somebody waits for, at most until a moment of {@link System#nanoTime}. */
  void awaitUrgent(long untilNanos) {
    taker = Thread.currentThread();
    while (!hasUrgent() && !closed && untilNanos - System.nanoTime() > 0) {
      LockSupport.parkNanos(this, untilNanos - System.nanoTime());
    }
  }

  /** Waits, whatever comes. */
  void pause(long nanos) {
    long until = System.nanoTime() + nanos;
    while (until - System.nanoTime() > 0) {
      LockSupport.parkNanos(this, until - System.nanoTime());
    }
  }

  /** Moves up to {@code most} jobs of the line, in order. */
  void drainTo(Collection<Job> taken, int most) {
    line.drainTo(taken, most);
  }

  /** Moves up to {@code most} jobs that stand beside the line. */
  void drainBesideTo(Collection<Job> taken, int most) {
    beside.drainTo(taken, most);
  }
}
