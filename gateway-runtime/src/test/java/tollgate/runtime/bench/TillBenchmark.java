package tollgate.runtime.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import tollgate.runtime.budget.Amount;
import tollgate.runtime.budget.Axes;
import tollgate.runtime.budget.Cap;
import tollgate.runtime.budget.Claim;
import tollgate.runtime.budget.CounterKey;
import tollgate.runtime.budget.Lease;
import tollgate.runtime.budget.Meter;
import tollgate.runtime.budget.Span;
import tollgate.runtime.budget.Till;
import tollgate.runtime.budget.Unit;

/**
 * The engine of caps alone: a claim under four caps is admitted and settled. How many a
 * microsecond, and how long each takes.
 */
@State(Scope.Benchmark)
@BenchmarkMode({Mode.Throughput, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class TillBenchmark {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Amount HOLD = new Amount(3_000_000, 1_256, 1);
  private static final Amount COST = new Amount(1_200_000, 1_100, 1);

  private static final List<Cap> CAPS =
      List.of(
          cap(Meter.day(ZoneOffset.UTC, Axes.TOOL), Unit.USD),
          cap(Meter.of(new Span.Calendar(Span.Unit.MONTH, ZoneOffset.UTC)), Unit.TOKENS),
          cap(Meter.of(new Span.Ever(), Axes.TOOL, Axes.ROOT), Unit.USD),
          cap(Meter.of(new Span.Rolling(Duration.ofHours(5)), Axes.KEY), Unit.CALLS));

  private static final Map<String, String> AXES =
      Map.of(Axes.TOOL, "plow", Axes.SESSION, "s1", Axes.ROOT, "s1", Axes.KEY, "k1");

  private final Till till = new Till(Meter.standing(ZoneOffset.UTC));
  private final AtomicLong millis = new AtomicLong(NOON.toEpochMilli());

  /** A till whose counters are known. */
  public TillBenchmark() {
    for (CounterKey key :
        List.of(
            CAPS.get(0).meter().at(NOON, "plow"),
            CAPS.get(1).meter().at(NOON),
            CAPS.get(2).meter().at(NOON, "s1", "plow"),
            CAPS.get(3).meter().at(NOON, "k1"))) {
      till.complete(till.ask(key, NOON, asked -> asked), Map.of());
    }
  }

  private static Cap cap(Meter meter, Unit unit) {
    return new Cap("cap", meter, unit, Long.MAX_VALUE / 4, false);
  }

  /** By one thread. */
  @Benchmark
  @Threads(1)
  public boolean reserveAndSettle() {
    return call();
  }

  /** By two. */
  @Benchmark
  @Threads(2)
  public boolean reserveAndSettleAmongTwo() {
    return call();
  }

  private boolean call() {
    var claim = new Claim(Instant.ofEpochMilli(millis.getAndIncrement()), AXES, CAPS, HOLD);
    return ((Lease) till.admit(claim)).settle(COST, () -> {});
  }
}
