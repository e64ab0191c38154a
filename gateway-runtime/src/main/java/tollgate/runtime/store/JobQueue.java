package tollgate.runtime.store;

import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The writer's queue: any thread adds, one takes. A job nobody waits for does not wake a taker that
 * waits for company: that saves a switch of threads for each of them.
 */
final class JobQueue {
  private final ConcurrentLinkedQueue<Job> jobs = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicInteger urgent = new AtomicInteger();
  private volatile boolean idle;
  private volatile boolean closed;
  private volatile @Nullable Thread taker;

  /** Puts a job at the end. */
  void add(Job job) {
    size.incrementAndGet();
    jobs.add(job);
    if (job.urgent()) {
      urgent.incrementAndGet();
    }
    if (job.urgent() || idle) {
      LockSupport.unpark(taker);
    }
  }

  int size() {
    return size.get();
  }

  /** Whether there is a job somebody waits for. */
  boolean hasUrgent() {
    return urgent.get() > 0;
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
    while (jobs.isEmpty() && !closed) {
      LockSupport.park(this);
    }
    idle = false;
  }

  /** Waits for a job somebody waits for, at most until a moment of {@link System#nanoTime}. */
  void awaitUrgent(long untilNanos) {
    taker = Thread.currentThread();
    while (urgent.get() == 0 && !closed && untilNanos - System.nanoTime() > 0) {
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

  /** Moves up to {@code most} jobs, in order. */
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
