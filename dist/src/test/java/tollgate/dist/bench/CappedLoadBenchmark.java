package tollgate.dist.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;

/**
 * Measures what four caps on every call cost, and what five policies do. Three gateways that differ
 * in nothing else are put under the same load in turn, several times; a figure is the median of the
 * runs. Takes nine minutes, more than half of them to warm up: with policies the compiler is busy
 * for over a minute on one core. Prints its figures.
 *
 * <pre>
 * ./mvnw -q -Pbench -DskipTests -Dbench.load=tollgate.dist.bench.CappedLoadBenchmark verify
 * </pre>
 */
public final class CappedLoadBenchmark {
  private static final Plan FULL =
      new Plan(5, Duration.ofSeconds(6), Duration.ofSeconds(100), 500, 0, 0, 5000, 0);

  /** None of them is ever reached. */
  private static final String CAPS =
      """

      [[cap]]
      id = "day"
      usd = 1000000
      per = "day"
      [[cap]]
      id = "tool"
      usd = 1000000
      per = "month"
      by = ["tool"]
      [[cap]]
      id = "tokens"
      tokens = 100000000000
      per = "week"
      by = ["model"]
      [[cap]]
      id = "pace"
      calls = 1000000000
      per = "5h"
      by = ["tool", "model"]
      """;

  private final Plan plan;
  private final Figures figures;

  private CappedLoadBenchmark(Plan plan) {
    this.plan = plan;
    this.figures = new Figures(plan, "without", "with");
  }

  /** Prints the figures; {@code --short} only shows that no call fails. */
  public static void main(String[] arguments) throws Exception {
    boolean brief = Arrays.asList(arguments).contains("--short");
    if (!brief && !Gateway.moveAside()) {
      System.out.println("The gateways are not kept to one core.");
    }
    var benchmark = new CappedLoadBenchmark(brief ? Plan.SHORT : FULL);
    benchmark.measure();
    System.out.println(benchmark.figures.table());
  }

  private void measure() throws Exception {
    Path folder = Files.createTempDirectory("tollgate-capped");
    try (var wheel = new Wheel()) {
      var provider = new Provider(wheel);
      var gateways = new ArrayList<Gateway>();
      try {
        var loads = new ArrayList<Load>();
        for (Kind kind : Kind.values()) {
          Gateway gateway = start(folder.resolve("gateway-" + kind), provider, kind);
          gateways.add(gateway);
          loads.add(new Load(wheel, provider, gateway.port()));
          count(loads.getLast().closed(64, 1024, plan.warmUp()));
        }
        for (int run = 0; run < plan.runs(); run++) {
          System.out.println("run " + (run + 1) + " of " + plan.runs());
          measure(loads.get(0), loads.get(1), loads.get(2));
        }
      } finally {
        gateways.forEach(Gateway::close);
      }
    } finally {
      LoadBenchmark.remove(folder);
    }
  }

  /** What a gateway has that the first has not. */
  private enum Kind {
    PLAIN,
    FOUR_CAPS,
    FIVE_POLICIES
  }

  private Gateway start(Path folder, Provider provider, Kind kind) throws Exception {
    Files.createDirectories(folder);
    if (kind == Kind.FIVE_POLICIES) {
      FivePolicies.save(folder.resolve("data"), 0);
    }
    String tables = kind == Kind.FOUR_CAPS ? CAPS : "";
    return Gateway.start(folder, provider.port(), plan.judged(), tables);
  }

  private void measure(Load plain, Load capped, Load judged) throws IOException {
    double alone = latency(plain);
    figures.added(Goal.CAPS_P50, alone, latency(capped));
    figures.added(Goal.POLICIES_P50, alone, latency(judged));
    double most = perSecond(plain);
    figures.share(Goal.CAPS_THROUGHPUT, most, perSecond(capped));
    figures.share(Goal.POLICIES_THROUGHPUT, most, perSecond(judged));
  }

  private double latency(Load load) throws IOException {
    Outcome outcome = count(load.atRate(plan.callsPerSecond(), 2048, 2048, plan.each()));
    return outcome.latency().millis(0.5);
  }

  private double perSecond(Load load) throws IOException {
    return count(load.closed(64, 1024, plan.each())).perSecond();
  }

  private Outcome count(Outcome outcome) {
    figures.errors(outcome.errors());
    return outcome;
  }
}
