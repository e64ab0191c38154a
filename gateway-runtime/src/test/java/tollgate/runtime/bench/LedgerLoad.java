package tollgate.runtime.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import tollgate.runtime.budget.Meter;
import tollgate.runtime.budget.Till;
import tollgate.runtime.ledger.Calls;
import tollgate.runtime.ledger.Ledger;
import tollgate.runtime.ledger.OpenCall;
import tollgate.runtime.store.Database;
import tollgate.runtime.store.Durability;
import tollgate.runtime.store.StoreSettings;

/**
 * How many calls a second the ledger opens and settles, and how long an opening waits for the disk.
 *
 * <pre>
 * LedgerLoad &lt;folder&gt; full|process [round ...]
 * </pre>
 *
 * A round is a number of callers that go as fast as they can, {@code 64}, or calls that arrive
 * evenly, {@code 500/s}. How to start it stands in docs/reference/benchmarks.md.
 */
public final class LedgerLoad {
  private static final Duration ROUND = Duration.ofSeconds(6);
  private static final List<String> ROUNDS =
      List.of("64", "50/s", "500/s", "2000/s", "1", "16", "64", "256");
  private static final Calls CALLS = Calls.at(InstantSource.system());

  private final Ledger ledger;
  private final AtomicLong commits;
  private long writerNanos;

  private LedgerLoad(Ledger ledger, AtomicLong commits) {
    this.ledger = ledger;
    this.commits = commits;
  }

  /** Runs all rounds and prints a line for each. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    for (String suffix : List.of("", "-wal", "-shm", ".lock")) {
      Files.deleteIfExists(folder.resolve("load.db" + suffix));
    }
    Durability durability = args[1].equals("process") ? Durability.PROCESS : Durability.POWER_LOSS;
    var settings = new StoreSettings(folder.resolve("load.db"), durability, 2);
    var commits = new AtomicLong();
    try (Database database = Database.open(settings, (works, nanos) -> commits.incrementAndGet())) {
      var till = new Till(Meter.standing(ZoneOffset.UTC));
      var load = new LedgerLoad(Ledger.start(database, till, InstantSource.system()), commits);
      for (String round : args.length > 2 ? List.of(args).subList(2, args.length) : ROUNDS) {
        load.run(round);
      }
    }
  }

  private void run(String round) {
    if (round.endsWith("/s")) {
      int perSecond = Integer.parseInt(round.substring(0, round.length() - 2));
      print(round, paced(perSecond));
    } else {
      print(round + " callers", hurried(Integer.parseInt(round)));
    }
  }

  /** Callers that open and settle as fast as they can. */
  private long[] hurried(int callers) {
    long until = System.nanoTime() + ROUND.toNanos();
    var waits = new long[1_000_000];
    var count = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < callers; i++) {
        Calls calls = CALLS.by("tool" + i % 5, "session" + i);
        threads.execute(() -> {
          while (System.nanoTime() < until) {
            waits[count.getAndIncrement()] = call(calls);
          }
        });
      }
    }
    return Arrays.copyOf(waits, count.get());
  }

  /** Calls that arrive evenly. */
  private long[] paced(int perSecond) {
    long gap = 1_000_000_000L / perSecond;
    long[] waits = new long[(int) (perSecond * ROUND.toSeconds())];
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < waits.length; i++) {
        int number = i;
        while (System.nanoTime() < start + i * gap) {
          LockSupport.parkNanos(start + i * gap - System.nanoTime());
        }
        Calls calls = CALLS.by("tool" + i % 5, "session" + i % 20);
        threads.execute(() -> waits[number] = call(calls));
      }
    }
    return waits;
  }

  /** One call; answers how long its opening took. */
  private long call(Calls calls) {
    long begun = System.nanoTime();
    try (OpenCall call = ledger.open(calls.next())) {
      long waited = System.nanoTime() - begun;
      call.dispatched();
      call.settle(Calls.settled("0.0012"));
      return waited;
    }
  }

  private void print(String round, long[] waits) {
    Arrays.sort(waits);
    long before = writerNanos;
    writerNanos = writerNanos();
    System.out.printf(
        "%-12s %7.0f calls/s, opening p50 %.2f ms, p90 %.2f, p99 %.2f, longest %.1f;"
            + " %d commits, writer %.0f us of processor per call%n",
        round,
        waits.length * 1e9 / ROUND.toNanos(),
        waits[waits.length / 2] / 1e6,
        waits[waits.length * 9 / 10] / 1e6,
        waits[waits.length * 99 / 100] / 1e6,
        waits[waits.length - 1] / 1e6,
        commits.getAndSet(0),
        (writerNanos - before) / 1e3 / waits.length);
  }

  private static long writerNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(thread -> thread != null && thread.getThreadName().equals("tollgate-writer"))
        .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
        .sum();
  }
}
