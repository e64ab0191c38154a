package tollgate.dist.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures what the gateway adds. Each load is put on the provider directly and then through the
 * gateway, in turn, several times; a figure is the median of the runs. Everything the gateway does
 * by default is on, and every call is durable before it is sent.
 *
 * <pre>
 * ./mvnw -q -Pbench verify
 * </pre>
 */
public final class LoadBenchmark {
  private static final Duration UNTIL_IDLE = Duration.ofSeconds(4);

  private final Plan plan;
  private final Figures figures;

  LoadBenchmark(Plan plan) {
    this.plan = plan;
    this.figures = new Figures(plan);
  }

  /** Prints the figures; with the path of a page as argument, also writes them there. */
  public static void main(String[] arguments) throws Exception {
    boolean brief = Arrays.asList(arguments).contains("--short");
    List<String> pages = Stream.of(arguments).filter(each -> !each.startsWith("--")).toList();
    if (brief) {
      brief();
      return;
    }
    boolean pinned = Gateway.moveAside();
    Figures figures = new LoadBenchmark(Plan.FULL).measure();
    System.out.println(figures.table());
    for (String page : pages) {
      new BenchmarkPage(Path.of(page)).write(figures, pinned);
    }
    if (figures.measured().stream().anyMatch(goal -> !goal.heldBy(figures.judged(goal)))) {
      System.exit(1);
    }
  }

  /** The short form: prints the figures and tells how many calls failed. */
  public static long brief() throws Exception {
    Figures figures = new LoadBenchmark(Plan.SHORT).measure();
    System.out.println(figures.table());
    return figures.errors();
  }

  private Figures measure() throws Exception {
    Path folder = Files.createTempDirectory("tollgate-load");
    try (var wheel = new Wheel()) {
      var provider = new Provider(wheel);
      measureStarts(folder, provider);
      try (Gateway gateway = start(folder.resolve("loaded"), provider)) {
        var direct = new Load(wheel, provider, provider.port());
        var through = new Load(wheel, provider, gateway.port());
        warmUp(direct, through);
        for (int run = 0; run < plan.runs(); run++) {
          System.out.println("run " + (run + 1) + " of " + plan.runs());
          measureCalls(direct, through);
          measureStreams(direct, through);
        }
      }
      try (Gateway gateway = start(folder.resolve("open"), provider)) {
        measureOpenStreams(new Load(wheel, provider, gateway.port()), gateway);
      }
    } finally {
      remove(folder);
    }
    return figures;
  }

  private Gateway start(Path folder, Provider provider) throws Exception {
    return Gateway.start(folder, provider.port(), plan.judged());
  }

  /** With all cores, as a person starts it; the load runs on one. */
  private void measureStarts(Path folder, Provider provider) throws Exception {
    for (int start = 0; start < plan.starts(); start++) {
      Path data = folder.resolve("start-" + start);
      try (Gateway gateway = Gateway.start(data, provider.port(), false)) {
        figures.alone(Goal.READY, gateway.readySeconds());
        gateway.staysUpFor(UNTIL_IDLE);
        figures.alone(Goal.IDLE, gateway.residentMegabytes());
      }
    }
  }

  private void warmUp(Load direct, Load through) throws IOException {
    Duration less = plan.warmUp().dividedBy(6);
    count(direct.closed(64, 1024, less));
    count(through.closed(64, 1024, plan.warmUp()));
    count(through.atRate(50, 400_000, 2048, less));
    count(through.streams(plan.streams(), 50, plan.secondsPerStream(), less));
  }

  private void measureCalls(Load direct, Load through) throws IOException {
    Outcome without = count(direct.atRate(plan.callsPerSecond(), 2048, 2048, plan.each()));
    Outcome with = count(through.atRate(plan.callsPerSecond(), 2048, 2048, plan.each()));
    figures.added(Goal.ADDED_P50, without.latency().millis(0.5), with.latency().millis(0.5));
    figures.added(Goal.ADDED_P99, without.latency().millis(0.99), with.latency().millis(0.99));

    without = count(direct.closed(64, 1024, plan.each().dividedBy(2)));
    with = count(through.closed(64, 1024, plan.each()));
    figures.absolute(Goal.THROUGHPUT, without.perSecond(), with.perSecond());

    without = count(direct.atRate(50, 400_000, 2048, plan.each()));
    with = count(through.atRate(50, 400_000, 2048, plan.each()));
    figures.added(Goal.LARGE_P50, without.latency().millis(0.5), with.latency().millis(0.5));
  }

  private void measureStreams(Load direct, Load through) throws IOException {
    int seconds = plan.secondsPerStream();
    Outcome without = count(direct.streams(plan.streams(), 50, seconds, plan.each()));
    Outcome with = count(through.streams(plan.streams(), 50, seconds, plan.each()));
    figures.absolute(
        Goal.FIRST_BYTE_P99, without.firstByte().millis(0.99), with.firstByte().millis(0.99));
    figures.absolute(
        Goal.EVENT_P99, without.eventDelay().millis(0.99), with.eventDelay().millis(0.99));
  }

  /** In a gateway of its own, so that the memory is that of the streams. */
  private void measureOpenStreams(Load through, Gateway gateway) throws IOException {
    int perSecond = 100; // a gateway that has just started takes no more on one core
    count(
        through.open(
            plan.openStreams(),
            perSecond,
            plan.each(),
            () -> figures.alone(Goal.OPEN_STREAMS, gateway.residentMegabytes())));
  }

  private Outcome count(Outcome outcome) {
    figures.errors(outcome.errors());
    return outcome;
  }

  static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
