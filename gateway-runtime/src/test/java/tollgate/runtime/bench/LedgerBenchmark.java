package tollgate.runtime.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import tollgate.api.usage.Money;
import tollgate.runtime.budget.Amount;
import tollgate.runtime.budget.Axes;
import tollgate.runtime.budget.Claim;
import tollgate.runtime.budget.Lease;
import tollgate.runtime.budget.Meter;
import tollgate.runtime.budget.Till;
import tollgate.runtime.ledger.Calls;
import tollgate.runtime.ledger.Ledger;
import tollgate.runtime.ledger.OpenCall;
import tollgate.runtime.store.CommitWatch;
import tollgate.runtime.store.Database;
import tollgate.runtime.store.StoreSettings;

/**
 * What it takes to open a call durably and to settle it, with every commit synced, and what the
 * till's part of that is. The file lies in the system's folder for temporary files.
 */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class LedgerBenchmark {
  private static final Claim CLAIM =
      new Claim(
          Instant.parse("2026-11-21T12:00:00Z"),
          Map.of(Axes.TOOL, "plow", Axes.SESSION, "s1"),
          Amount.call(Money.usd("0.01"), 100));
  private static final Amount COST = Amount.call(Money.usd("0.0012"), 120);

  private final Till till = new Till(Meter.standing(ZoneOffset.UTC));
  private Path folder;
  private Database database;
  private Ledger ledger;

  /** Each thread's own session. */
  @State(Scope.Thread)
  public static class Caller {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private final Calls calls =
        Calls.at(InstantSource.system())
            .by("tool" + NUMBER.incrementAndGet() % 5, "session" + NUMBER.get());
  }

  /** Begins a file. */
  @Setup
  public void open() throws IOException {
    folder = Files.createTempDirectory("ledger-benchmark");
    database = Database.open(StoreSettings.of(folder.resolve("ledger.db")), CommitWatch.NONE);
    ledger =
        Ledger.start(database, new Till(Meter.standing(ZoneOffset.UTC)), InstantSource.system());
  }

  /** Deletes it. */
  @TearDown
  public void close() throws IOException {
    database.close();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /** One caller alone: nobody shares its commits. */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  public void callAlone(Caller caller) {
    call(caller);
  }

  /** Sixty-four callers share commits; divide 64 by the time for calls a second. */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  @Threads(64)
  public void callAmong64(Caller caller) {
    call(caller);
  }

  /** Posting a hold on three counters and a cost in its place. */
  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public Lease holdAndSettle() {
    var lease = (Lease) till.admit(CLAIM);
    lease.settle(COST, () -> {});
    return lease;
  }

  private void call(Caller caller) {
    try (OpenCall call = ledger.open(caller.calls.next())) {
      call.dispatched();
      call.settle(Calls.settled("0.0012"));
    }
  }
}
