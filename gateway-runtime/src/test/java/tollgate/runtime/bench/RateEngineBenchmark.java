package tollgate.runtime.bench;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tollgate.api.pricing.PriceSheet;
import tollgate.api.pricing.Rate;
import tollgate.api.pricing.RateUnit;
import tollgate.api.usage.Money;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;
import tollgate.runtime.price.Cost;
import tollgate.runtime.price.PriceBook;
import tollgate.runtime.price.PriceMatch;
import tollgate.runtime.price.RateEngine;
import tollgate.runtime.price.SourcedSheet;

/** What it takes to find a price among 5,000 models and to price a call with it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RateEngineBenchmark {

  private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

  private final PriceBook book = book();
  private final PriceMatch fine = book.find("", "model-fine", NOW).orElseThrow();
  private final PriceMatch match = book.find("", "model-7", NOW).orElseThrow();
  private final Usage usage =
      Usage.exact(new TokenCounts(1_200, 800, 150_000, 4_000, 500, 300, 0, 0), "");

  /** The name as listed. */
  @Benchmark
  public Optional<PriceMatch> find() {
    return book.find("acme", "model-7", NOW);
  }

  /** A name with namespace and snapshot date. */
  @Benchmark
  public Optional<PriceMatch> findByALongName() {
    return book.find("acme", "maker/model-7-20260514", NOW);
  }

  /** A name nobody lists. */
  @Benchmark
  public Optional<PriceMatch> findNothing() {
    return book.find("acme", "maker/model-unheard-of", NOW);
  }

  /** Five classes of tokens by whole rates. */
  @Benchmark
  public Optional<Money> cost() {
    return RateEngine.cost(match, usage);
  }

  /** The same by rates too fine for the fast sum. */
  @Benchmark
  public Optional<Money> costExactly() {
    return RateEngine.cost(fine, usage);
  }

  /** The same line by line. */
  @Benchmark
  public Optional<Cost> explain() {
    return RateEngine.explain(match, usage);
  }

  private static PriceBook book() {
    var rates = new ArrayList<Rate>();
    for (int i = 0; i < 5_000; i++) {
      add(rates, "model-" + i, 0, "3", "15", "0.30", "3.75", "6");
      add(rates, "model-" + i, 200_000, "6", "22.50", "0.60", "7.50", "12");
    }
    add(rates, "model-fine", 0, "3.0000000001", "15", "0.30", "3.75", "6");
    var sheet = new PriceSheet("v1", NOW, "made up", rates);
    return PriceBook.of(List.of(new SourcedSheet("bench", 0, sheet)));
  }

  private static void add(List<Rate> rates, String model, long above, String... usd) {
    List<RateUnit> units =
        List.of(
            RateUnit.INPUT,
            RateUnit.OUTPUT,
            RateUnit.CACHE_READ,
            RateUnit.CACHE_WRITE_5M,
            RateUnit.CACHE_WRITE_1H);
    for (int i = 0; i < usd.length; i++) {
      rates.add(
          new Rate(
              "",
              model,
              units.get(i),
              new BigDecimal(usd[i]),
              above,
              "",
              LocalDate.of(2026, 1, 1)));
    }
  }
}
