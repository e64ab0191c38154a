package tollgate.dist.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tollgate.dist.kit.GatewayProcess;
import tollgate.dist.kit.GatewaySettings;

/** The gateway under load: started with its defaults, kept to one core where that is possible. */
final class Gateway implements AutoCloseable {
  private static final String CORE_OF_THE_GATEWAY = "0";
  private static final String CORE_OF_THE_LOAD = "1";

  /** Before this process is kept to one of them: what it starts would inherit that. */
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final GatewayProcess process;
  private final double readySeconds;

  private Gateway(GatewayProcess process, double readySeconds) {
    this.process = process;
    this.readySeconds = readySeconds;
  }

  /** Starts it with its data in that folder and the provider on that port. */
  static Gateway start(Path folder, int providerPort, boolean pinned) throws Exception {
    return start(folder, providerPort, pinned, "");
  }

  /** The same with further tables of settings. */
  static Gateway start(Path folder, int providerPort, boolean pinned, String tables)
      throws Exception {
    String settings =
        GatewaySettings.with(URI.create("http://127.0.0.1:" + providerPort))
            .set("log.queue-lines", "1000000")
            .price("gpt-5-mini", "0.25", "2", "0.025", "0", "0")
            .text();
    long begin = System.nanoTime();
    GatewayProcess process =
        GatewayProcess.in(folder)
            .with(settings + tables)
            .with("TOLLGATE_JAVA_OPTS", "") // as people run it
            .behind(prefix(pinned ? CORE_OF_THE_GATEWAY : "0-" + (CORES - 1)))
            .start();
    return new Gateway(process, (System.nanoTime() - begin) / 1e9);
  }

  /** Keeps this process to the other core; tells whether that was possible. */
  static boolean moveAside() throws IOException, InterruptedException {
    if (!canPin()) {
      return false;
    }
    String self = Long.toString(ProcessHandle.current().pid());
    return run("taskset", "-acp", CORE_OF_THE_LOAD, self) == 0;
  }

  private static List<String> prefix(String core) {
    return canPin() ? List.of("taskset", "-c", core) : List.of();
  }

  static boolean canPin() {
    return Files.isExecutable(Path.of("/usr/bin/taskset")) && cores() > 1;
  }

  static int cores() {
    return CORES;
  }

  private static int run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    process.waitFor(10, TimeUnit.SECONDS);
    return process.exitValue();
  }

  int port() {
    return process.port();
  }

  double readySeconds() {
    return readySeconds;
  }

  GatewayProcess process() {
    return process;
  }

  /** Waits that long; nobody may call it meanwhile. */
  void staysUpFor(Duration time) throws InterruptedException {
    if (process.endsWithin(time)) {
      throw new IllegalStateException("The gateway ended:\n" + process.errors().text());
    }
  }

  /** Memory that is really in use, in megabytes of a million bytes. */
  double residentMegabytes() throws IOException {
    var lines = new ArrayList<String>();
    Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(process.pid())).start();
    try (var reader = ps.inputReader()) {
      reader.lines().forEach(lines::add);
    }
    return Long.parseLong(lines.getFirst().strip()) * 1024 / 1e6;
  }

  @Override
  public void close() {
    process.close();
  }
}
