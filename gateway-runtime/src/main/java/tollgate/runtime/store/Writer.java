package tollgate.runtime.store;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The only way to write. One thread takes whatever gathered while the last commit was on its way to
 * the disk and commits it as one transaction, so that a hundred callers share one sync.
 *
 * <p>Order is kept: a work sees everything handed over before it and nothing after it, but for what
 * is handed over {@linkplain #ahead ahead}. Work that nobody waits for gathers until something
 * urgent stands in line behind it, for at most twenty milliseconds.
 *
 * <p>While the disk is full or the database locked, urgent work is refused and everything else
 * stays in its place and is tried again, ever less often. Work that fails by its own fault is
 * undone alone; its neighbours are written without it.
 */
public final class Writer {
  private static final int MOST_OFFERS = 20_000;

  private final AtomicLong forgotten = new AtomicLong();
  private final JobQueue queue = new JobQueue();
  private final Patience patience = new Patience();
  private final WriterLoop loop;
  private final Thread thread;

  Writer(Transaction transaction, CommitWatch watch) {
    this.loop = new WriterLoop(queue, transaction, watch);
    this.thread = Thread.ofPlatform().name("tollgate-writer").unstarted(loop);
  }

  void start() {
    thread.start();
    patience.start();
  }

  /** Hands over work that somebody waits for: it is committed at once, or fails at once. */
  public Ticket submit(Work work) {
    return add(job(work, true));
  }

  /**
   * Hands over work that somebody waits for and that depends on nothing handed over before it, nor
   * anything before it on this: it is committed at once, ahead of what can wait.
   */
  public Ticket ahead(Work work) {
    Job job = job(work, true);
    queue.addBeside(job);
    return ticket(job);
  }

  /** Hands over work that may wait for company, and that is tried until it succeeds. */
  public Ticket later(Work work) {
    return add(job(work, false));
  }

  /**
   * The same for work whose delay somebody wants to know of.
   *
   * @param postponed told why, on the writer's thread, each time the disk refused the work and it
   *     is to be tried again; must not block and must not throw
   */
  public Ticket later(Work work, Consumer<String> postponed) {
    return add(job(work, false, postponed));
  }

  /**
   * Hands over work that may be forgotten: it is, while the disk refuses and so much waits already
   * that memory must be spared.
   */
  public Ticket offer(Work work) {
    var job = job(work, false);
    if (isTroubled() && waiting() > MOST_OFFERS) {
      forgotten.incrementAndGet();
      job.ticket().fail(new IllegalStateException("too much waits for the disk"));
      return job.ticket();
    }
    return add(job);
  }

  /** How many offers were forgotten. */
  public long forgotten() {
    return forgotten.get();
  }

  /**
   * Waits until everything handed over so far is durable.
   *
   * @throws tollgate.runtime.problem.ProblemException with STORE_UNAVAILABLE when it is not
   */
  public void flush() {
    submit(transaction -> {}).await();
  }

  /** How many works wait for the disk. */
  public int waiting() {
    return queue.size() + loop.kept();
  }

  /** Whether somebody waits for a commit at this moment. */
  boolean isHurried() {
    return queue.hasUrgent() || loop.isHurried();
  }

  /** Whether the last attempt to write failed. */
  public boolean isTroubled() {
    return loop.isTroubled();
  }

  /** Writes what is left, as far as the disk lets it within a few seconds, and ends the thread. */
  void close() throws InterruptedException {
    queue.close();
    thread.join();
    loop.failRest();
    patience.close();
  }

  private Job job(Work work, boolean urgent) {
    return job(work, urgent, reason -> {});
  }

  private Job job(Work work, boolean urgent, Consumer<String> postponed) {
    return new Job(work, urgent, postponed, new Ticket(patience));
  }

  private Ticket add(Job job) {
    queue.add(job);
    return ticket(job);
  }

  private Ticket ticket(Job job) {
    if (queue.isClosed() && !thread.isAlive()) {
      loop.failRest();
    }
    return job.ticket();
  }
}
