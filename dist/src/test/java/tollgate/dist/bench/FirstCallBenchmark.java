package tollgate.dist.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures how much slower policies make the first call: after a start, by gateways with five of
 * them and without in turn, and after all five were replaced in a running gateway, against calls
 * that come after as long a rest without that. Takes two minutes; prints medians.
 *
 * <pre>
 * ./mvnw -q -Pbench -DskipTests -Dbench.load=tollgate.dist.bench.FirstCallBenchmark verify
 * </pre>
 */
public final class FirstCallBenchmark {
  private static final int TIMES = 10;
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration REST = Duration.ofMillis(300);
  private static final Duration LOOK = Duration.ofMillis(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path folder;
  private final Wheel wheel;
  private final Provider provider;
  private int gateways;

  private FirstCallBenchmark(Path folder, Wheel wheel) throws IOException {
    this.folder = folder;
    this.wheel = wheel;
    this.provider = new Provider(wheel);
  }

  /** Prints the figures. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("tollgate-first");
    try (var wheel = new Wheel()) {
      var benchmark = new FirstCallBenchmark(folder, wheel);
      benchmark.afterStarts();
      benchmark.afterSwaps();
    } finally {
      LoadBenchmark.remove(folder);
    }
  }

  /** One gateway more, with its data in a folder of its own. */
  private Path fresh() throws IOException {
    return Files.createDirectories(folder.resolve("gateway-" + gateways++));
  }

  private Gateway start(Path place) throws Exception {
    return Gateway.start(place, provider.port(), false);
  }

  private double call(Gateway gateway) throws IOException {
    Outcome one = new Load(wheel, provider, gateway.port()).closed(1, 1024, Duration.ZERO);
    if (one.errors() > 0) {
      throw new IllegalStateException("The call failed:\n" + gateway.process().output().text());
    }
    return one.latency().millis(0.5);
  }

  private void afterStarts() throws Exception {
    firstCall(fresh()); // this process is cold as well
    var without = new ArrayList<Double>();
    var with = new ArrayList<Double>();
    for (int i = 0; i < TIMES; i++) {
      without.add(firstCall(fresh()));
      Path judged = fresh();
      FivePolicies.save(judged.resolve("data"), 0);
      with.add(firstCall(judged));
    }
    print("after a start", without, with);
  }

  private double firstCall(Path place) throws Exception {
    try (Gateway gateway = start(place)) {
      return call(gateway);
    }
  }

  private void afterSwaps() throws Exception {
    Path place = fresh();
    FivePolicies.save(place.resolve("data"), 0);
    try (Gateway gateway = start(place)) {
      new Load(wheel, provider, gateway.port()).closed(4, 1024, WARM_UP);
      var without = new ArrayList<Double>();
      var with = new ArrayList<Double>();
      for (int i = 1; i <= TIMES; i++) {
        gateway.staysUpFor(REST);
        without.add(call(gateway));
        long before = generations(gateway);
        FivePolicies.save(place.resolve("data"), i);
        await(gateway, before);
        gateway.staysUpFor(REST);
        with.add(call(gateway));
      }
      print("after a swap", without, with);
    }
  }

  private static void await(Gateway gateway, long before) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (generations(gateway) == before) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("Not in force after " + PATIENCE);
      }
      gateway.staysUpFor(LOOK);
    }
  }

  private static long generations(Gateway gateway) {
    return gateway.process().output().lines().stream()
        .filter(line -> line.contains("generation.activated"))
        .count();
  }

  private static void print(String when, List<Double> without, List<Double> with) {
    System.out.printf(
        Locale.ROOT,
        "%s: median of %d without %.2f ms, with %.2f ms, added %.2f ms%n  without %s%n  with %s%n",
        when,
        TIMES,
        median(without),
        median(with),
        median(with) - median(without),
        millis(without),
        millis(with));
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private static List<String> millis(List<Double> values) {
    return values.stream().map(value -> String.format(Locale.ROOT, "%.1f", value)).toList();
  }
}
