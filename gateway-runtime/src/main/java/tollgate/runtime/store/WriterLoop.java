package tollgate.runtime.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.GatewayEvent;

/** What the writer's thread does: gather, write, and when the disk refuses, keep and try again. */
final class WriterLoop implements Runnable {
  private static final int MOST_AT_ONCE = 512;

  /** So long work nobody waits for gathers; the sums of what comes meanwhile are written once. */
  private static final long RIDE_ALONG_NANOS = Duration.ofMillis(20).toNanos();

  /** Where so many wait at once, one commit with all there is costs less than two. */
  private static final int CROWD = 4;

  private static final long SHORTEST_PAUSE_NANOS = Duration.ofMillis(20).toNanos();
  private static final long LONGEST_PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long LAST_TRIES_NANOS = Duration.ofSeconds(5).toNanos();

  private final JobQueue queue;
  private final Transaction transaction;
  private final CommitWatch watch;

  /** Work that the disk refused, oldest first; nobody waits for any of it. */
  private final Deque<Job> kept = new ArrayDeque<>();

  private volatile int keptSize;
  private volatile boolean troubled;

  /** Whether somebody waits for what is being written. */
  private volatile boolean hurried;

  private int tries;
  private long toldNanos;
  private long pauseNanos = SHORTEST_PAUSE_NANOS;

  WriterLoop(JobQueue queue, Transaction transaction, CommitWatch watch) {
    this.queue = queue;
    this.transaction = transaction;
    this.watch = watch;
  }

  int kept() {
    return keptSize;
  }

  boolean isTroubled() {
    return troubled;
  }

  boolean isHurried() {
    return hurried;
  }

  @Override
  public void run() {
    while (!queue.isClosed()) {
      await();
      round();
    }
    long givesUpAt = System.nanoTime() + LAST_TRIES_NANOS;
    while (kept.size() + queue.size() > 0 && !(troubled && System.nanoTime() > givesUpAt)) {
      await();
      round();
    }
    failRest();
  }

  /** Fails everything that is left. Any thread may do so once the writer's has ended. */
  void failRest() {
    queue.drainTo(kept, Integer.MAX_VALUE);
    queue.drainBesideTo(kept, Integer.MAX_VALUE);
    kept.forEach(job -> job.ticket().fail(new IllegalStateException("the database is closed")));
    kept.clear();
    keptSize = 0;
  }

  private void await() {
    if (troubled) {
      queue.pause(SHORTEST_PAUSE_NANOS);
      queue.awaitUrgent(System.nanoTime() + pauseNanos);
    } else if (kept.isEmpty()) {
      queue.awaitAny();
      queue.awaitDue(RIDE_ALONG_NANOS);
    }
  }

  private void gather(List<Job> batch) {
    queue.drainBesideTo(batch, MOST_AT_ONCE);
    boolean crowded = batch.size() >= CROWD;
    if (crowded || !kept.isEmpty() || queue.isClosed() || queue.isDue(RIDE_ALONG_NANOS)) {
      while (batch.size() < MOST_AT_ONCE && !kept.isEmpty()) {
        batch.add(kept.removeFirst());
      }
      queue.drainTo(batch, MOST_AT_ONCE - batch.size());
    }
    keptSize = kept.size();
    hurried = batch.stream().anyMatch(Job::urgent);
  }

  /** Writes one batch, or finds out which of its works is to blame. */
  private void round() {
    var batch = new ArrayList<Job>();
    gather(batch);
    try {
      write(batch);
    } finally {
      hurried = false;
    }
  }

  private void write(List<Job> batch) {
    Throwable failure = batch.isEmpty() ? null : attempt(batch);
    if (failure == null) {
      return;
    }
    if (mayPass(failure)) {
      keep(batch, failure);
      return;
    }
    for (int i = 0; i < batch.size(); i++) {
      failure = attempt(batch.subList(i, i + 1));
      if (failure != null && mayPass(failure)) {
        keep(batch.subList(i, batch.size()), failure);
        return;
      }
      if (failure != null) {
        batch.get(i).ticket().fail(failure);
      }
    }
  }

  /** Writes the jobs in one transaction; answers what went wrong, having undone everything. */
  private @Nullable Throwable attempt(List<Job> jobs) {
    long disk;
    try {
      transaction.begin();
      for (Job job : jobs) {
        job.work().write(transaction);
      }
      transaction.writeDeferred();
      disk = System.nanoTime();
      transaction.commit();
    } catch (SQLException | RuntimeException | Error e) {
      undo(e);
      return e;
    }
    long took = System.nanoTime() - disk;
    troubled = false;
    pauseNanos = SHORTEST_PAUSE_NANOS;
    hurried = false;
    watch.committed(jobs.size(), took); // first: who waited may look at the meters
    jobs.forEach(job -> job.ticket().succeed());
    return null;
  }

  private void undo(Throwable cause) {
    try {
      transaction.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /** Refuses what somebody waits for and keeps the rest, in order, for the next try. */
  private void keep(List<Job> batch, Throwable failure) {
    var refused = new ArrayList<Job>();
    var rest = new ArrayDeque<Job>();
    queue.drainTo(rest, Integer.MAX_VALUE);
    queue.drainBesideTo(rest, Integer.MAX_VALUE);
    for (Job job : rest) {
      (job.urgent() ? refused : kept).add(job);
    }
    for (Job job : batch.reversed()) {
      if (job.urgent()) {
        refused.add(job);
      } else {
        kept.addFirst(job);
      }
    }
    keptSize = kept.size();
    tell(refused.size(), failure);
    String reason = Faults.sentence(failure);
    batch.stream().filter(job -> !job.urgent()).forEach(job -> job.postponed().accept(reason));
    troubled = true;
    pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
    refused.forEach(job -> job.ticket().fail(failure));
  }

  private void tell(int refused, Throwable failure) {
    String reason = Faults.sentence(failure);
    if (!troubled) {
      Events.log(GatewayEvent.STORE_UNAVAILABLE, "reason", reason, "jobs", refused + keptSize);
    }
    tries = troubled ? tries + 1 : 1;
    if (troubled && System.nanoTime() - toldNanos < LONGEST_PAUSE_NANOS) {
      return;
    }
    toldNanos = System.nanoTime();
    Events.log(
        GatewayEvent.STORE_RETRY,
        "attempt",
        tries,
        "jobs",
        keptSize,
        "next_delay_ms",
        Duration.ofNanos(pauseNanos).toMillis(),
        "reason",
        reason);
  }

  private static boolean mayPass(Throwable failure) {
    return failure instanceof VirtualMachineError
        || (failure instanceof SQLException sql && Faults.mayPass(sql));
  }
}
