package tollgate.runtime.upstream;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at the deadlines of every running attempt a few times a second. A timer for each wait would
 * be more exact and cost a queue operation for every event of every stream. While nothing runs it
 * wakes once a second, for the chore it is given.
 */
final class DeadlineSweep implements AutoCloseable {

  private static final Duration PERIOD = Duration.ofMillis(25);
  private static final Duration CHORE_PERIOD = Duration.ofSeconds(1);

  private final Set<Attempt> running = ConcurrentHashMap.newKeySet();
  private final Runnable chore;
  private final Thread thread;
  private volatile boolean asleep;
  private volatile boolean closed;

  /** The chore is done about once a second. */
  DeadlineSweep(Runnable chore) {
    this.chore = chore;
    thread = Thread.ofPlatform().daemon().name("upstream-deadlines").unstarted(this::run);
    thread.start();
  }

  void add(Attempt attempt) {
    running.add(attempt);
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  void remove(Attempt attempt) {
    running.remove(attempt);
  }

  private void run() {
    long choreDue = System.nanoTime();
    while (!closed) {
      rest();
      long now = System.nanoTime();
      for (Attempt attempt : running) {
        attempt.check(now);
      }
      if (now - choreDue >= 0) {
        chore.run();
        choreDue = now + CHORE_PERIOD.toNanos();
      }
    }
  }

  private void rest() {
    if (running.isEmpty()) {
      asleep = true;
      if (running.isEmpty() && !closed) {
        LockSupport.parkNanos(this, CHORE_PERIOD.toNanos());
      }
      asleep = false;
    }
    LockSupport.parkNanos(this, PERIOD.toNanos());
  }

  /** Gives up whatever still runs. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    for (Attempt attempt : running) {
      attempt.giveUp(new Cancelled());
    }
  }
}
