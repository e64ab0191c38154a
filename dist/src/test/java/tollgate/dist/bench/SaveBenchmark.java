package tollgate.dist.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tollgate.dist.kit.GatewayProcess;
import tollgate.dist.kit.GatewaySettings;
import tollgate.dist.kit.Samples;
import tollgate.dist.kit.TestTree;

/**
 * Measures how long it takes from a saved file to the generation that has it, in a gateway that
 * does nothing else: policies, a plugin's jar, the settings. Takes half a minute; prints its
 * figures.
 *
 * <pre>
 * ./mvnw -q -Pbench -DskipTests -Dbench.load=tollgate.dist.bench.SaveBenchmark verify
 * </pre>
 */
public final class SaveBenchmark {
  private static final int TIMES = 20;
  private static final Duration REST = Duration.ofMillis(300);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(1);

  private final Path folder;
  private final List<Path> jars = new ArrayList<>();
  private final GatewayProcess gateway;

  /** Something that is saved. */
  @FunctionalInterface
  private interface Save {
    void number(int number) throws IOException;
  }

  private SaveBenchmark(Path folder) throws Exception {
    this.folder = folder;
    for (Path jar : TestTree.built().pluginJars()) {
      Files.copy(jar, Files.createDirectories(plugins()).resolve(jar.getFileName()));
    }
    for (String version : List.of("1.0.0", "1.1.0")) {
      Path made = Files.createDirectories(folder.resolve("made-" + version));
      jars.add(Samples.build("detector", "Plugin-Version: " + version, made));
    }
    Files.createDirectories(folder.resolve("data/policies"));
    this.gateway =
        GatewayProcess.in(folder)
            .with(settings(TIMES + 1))
            .with("TOLLGATE_JAVA_OPTS", "") // as people run it
            .start();
  }

  /** Prints the figures. */
  public static void main(String[] arguments) throws Exception {
    var benchmark = new SaveBenchmark(Files.createTempDirectory("tollgate-save"));
    try {
      benchmark.measure("a policy", benchmark::savePolicy);
      benchmark.measure("a plugin's jar", benchmark::saveJar);
      benchmark.measure("the settings file", benchmark::saveSettings);
    } finally {
      benchmark.gateway.close();
    }
  }

  private Path plugins() {
    return folder.resolve("plugins");
  }

  private String settings(int number) {
    return GatewaySettings.with(URI.create("http://127.0.0.1:9"))
        .set("plugins.dir", "\"" + plugins() + "\"")
        .price("other", "1." + number, "10", "0.125", "0", "0")
        .text();
  }

  private void savePolicy(int number) throws IOException {
    Files.writeString(
        folder.resolve("data/policies/save.js"),
        "export const decide = (call) => tag('save', '" + number + "');");
  }

  private void saveJar(int number) throws IOException {
    Path fresh = Files.copy(jars.get(number % 2), plugins().resolve("fresh"));
    Files.move(
        fresh, plugins().resolve("sample.detector.jar"), StandardCopyOption.REPLACE_EXISTING);
  }

  private void saveSettings(int number) throws IOException {
    Files.writeString(folder.resolve("tollgate.toml"), settings(number));
  }

  private void measure(String what, Save save) throws Exception {
    double first = once(save, 0);
    var millis = new ArrayList<Double>();
    for (int i = 1; i <= TIMES; i++) {
      millis.add(once(save, i));
    }
    millis.sort(null);
    System.out.printf(
        Locale.ROOT,
        "%s: %d times, median %.0f ms, worst %.0f ms; the first %.0f ms%n",
        what,
        TIMES,
        millis.get(TIMES / 2),
        millis.getLast(),
        first);
  }

  /** How long it took, in milliseconds. */
  private double once(Save save, int number) throws Exception {
    rest(REST);
    long before = generations();
    long from = System.nanoTime();
    save.number(number);
    while (generations() == before) {
      if (System.nanoTime() - from > PATIENCE.toNanos()) {
        throw new IllegalStateException("Not in force after " + PATIENCE);
      }
      rest(LOOK);
    }
    return (System.nanoTime() - from) / 1e6;
  }

  private void rest(Duration time) throws InterruptedException {
    if (gateway.endsWithin(time)) {
      throw new IllegalStateException("The gateway ended:\n" + gateway.errors().text());
    }
  }

  private long generations() {
    return gateway.output().lines().stream()
        .filter(line -> line.contains("generation.activated"))
        .count();
  }
}
