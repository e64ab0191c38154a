package tollgate.dist.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The gateway as a process of its own, started from the finished tree. */
public final class GatewayProcess implements AutoCloseable {
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final Duration END_PATIENCE = Duration.ofSeconds(30);

  /** The event {@code startup.ready}, whatever the log's format. */
  private static final Pattern READY =
      Pattern.compile("startup\\.ready\\b.*\\baddress(?:\":\"|=)https?://[0-9.]+:(\\d+)");

  /** How to start it; unchangeable, each method gives another plan. */
  public record Plan(
      TestTree tree,
      Path folder,
      String settings,
      Map<String, String> environment,
      List<String> prefix) {

    /** The same from another tree. */
    public Plan from(TestTree other) {
      return new Plan(other, folder, settings, environment, prefix);
    }

    /** The same with these settings. */
    public Plan with(String otherSettings) {
      return new Plan(tree, folder, otherSettings, environment, prefix);
    }

    /** The same with one more environment variable. */
    public Plan with(String name, String value) {
      var more = new TreeMap<>(environment);
      more.put(name, value);
      return new Plan(tree, folder, settings, more, prefix);
    }

    /** The same with one more option of Java; none where it is empty. */
    public Plan withOption(String option) {
      return option.isEmpty() ? this : with("TOLLGATE_JAVA_OPTS", SHORT_LIVED + " " + option);
    }

    /** The same, started by another program, such as one that chooses its processor. */
    public Plan behind(List<String> otherPrefix) {
      return new Plan(tree, folder, settings, environment, otherPrefix);
    }

    /** Where its database and token lie. */
    public Path data() {
      return folder.resolve("data");
    }

    /** Starts it and waits until it accepts calls. */
    public GatewayProcess start() throws Exception {
      GatewayProcess gateway = launch();
      gateway.awaitReady();
      return gateway;
    }

    /** Starts it and waits until it has given up. */
    public Ended startInVain() throws Exception {
      try (GatewayProcess gateway = launch()) {
        return gateway.awaitEnd();
      }
    }

    private GatewayProcess launch() throws IOException {
      Files.createDirectories(data());
      Path file = folder.resolve("tollgate.toml");
      Files.writeString(file, settings);
      var command = new ArrayList<>(prefix);
      command.add(tree.script().toString());
      command.addAll(List.of("run", "--port", "0", "--data-dir", data().toString()));
      command.addAll(List.of("--config", file.toString()));
      return new GatewayProcess(this, builder(command, environment).start());
    }
  }

  /** How a process ended and what it had to say. */
  public record Ended(int status, String output, String errors) {}

  /** Few live long enough to repay the thorough compiler; whoever measures asks for another. */
  private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

  private final Plan plan;
  private final Process process;
  private final Output output;
  private final Output errors;
  private int port;

  private GatewayProcess(Plan plan, Process process) {
    this.plan = plan;
    this.process = process;
    this.output = new Output(process.getInputStream());
    this.errors = new Output(process.getErrorStream());
  }

  /** A plan for the built tree with its data in that folder. */
  public static Plan in(Path folder) {
    return new Plan(TestTree.built(), folder, "", Map.of(), List.of());
  }

  /** Runs another command of the built tree to its end. */
  public static Ended run(Map<String, String> environment, String... arguments) throws Exception {
    try (GatewayProcess other = launch(environment, arguments)) {
      return other.awaitEnd();
    }
  }

  /** Starts another command of the built tree and does not wait. */
  public static GatewayProcess launch(Map<String, String> environment, String... arguments)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(TestTree.built().script().toString());
    command.addAll(List.of(arguments));
    return new GatewayProcess(in(Path.of("")), builder(command, environment).start());
  }

  /** The tests' own JVM runs the gateway, too; nothing else of their environment gets in. */
  static ProcessBuilder builder(List<String> command, Map<String, String> environment) {
    var builder = new ProcessBuilder(command);
    Map<String, String> given = builder.environment();
    given.keySet().retainAll(List.of("PATH", "HOME", "LANG", "TMPDIR"));
    given.put("TOLLGATE_JAVA_HOME", System.getProperty("java.home"));
    given.put("XDG_CACHE_HOME", TestTree.cache().toString());
    given.put("TOLLGATE_JAVA_OPTS", SHORT_LIVED);
    given.putAll(environment);
    return builder;
  }

  private void awaitReady() throws Exception {
    long end = System.nanoTime() + START_PATIENCE.toNanos();
    Optional<Integer> ready = announcedPort();
    while (ready.isEmpty()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        close();
        throw new AssertionError("The gateway did not start:\n" + output.text() + errors.text());
      }
      process.waitFor(5, TimeUnit.MILLISECONDS);
      ready = announcedPort();
    }
    port = ready.get();
  }

  private Optional<Integer> announcedPort() {
    return output.lines().stream()
        .map(READY::matcher)
        .filter(Matcher::find)
        .map(found -> Integer.valueOf(found.group(1)))
        .findFirst();
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** What it wrote to standard output. */
  public Output output() {
    return output;
  }

  /** What it wrote to standard error. */
  public Output errors() {
    return errors;
  }

  /** Its database. */
  public LedgerFile ledger() {
    return new LedgerFile(plan.data().resolve("tollgate.db"));
  }

  /** A new connection to it. */
  public RawClient connect() throws IOException {
    return RawClient.to(port);
  }

  /** One request on a connection of its own. */
  public Answer ask(Ask ask) throws IOException {
    return RawClient.ask(port, ask);
  }

  /** What it answers to a GET. */
  public Answer see(String target) throws IOException {
    return ask(Ask.of("GET", target));
  }

  /** The administrator's token. */
  public String adminToken() throws IOException {
    return Files.readString(plan.data().resolve("admin-token")).strip();
  }

  /** Asks it to end (SIGTERM); does not wait. */
  public void terminate() {
    process.toHandle().destroy(); // Process.destroy would close the streams we still read
  }

  /** Ends it at once (SIGKILL) and waits until it is gone. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Whether it ends within that time. */
  public boolean endsWithin(Duration time) throws InterruptedException {
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits for its end. */
  public Ended awaitEnd() throws InterruptedException {
    if (!process.waitFor(END_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      kill();
      throw new AssertionError("The gateway did not end:\n" + output.text() + errors.text());
    }
    output.awaitEnd();
    errors.awaitEnd();
    return new Ended(process.exitValue(), output.text(), errors.text());
  }

  /** Ends it, whatever state it is in. */
  @Override
  public void close() {
    kill();
    keepOutput();
  }

  /** For those who look into a failure. */
  private void keepOutput() {
    Path kept = Path.of("target", "gateway-logs", "gateway-" + pid() + ".log");
    try {
      output.awaitEnd();
      errors.awaitEnd();
      Files.createDirectories(kept.getParent());
      Files.writeString(kept, output.text() + "\n" + errors.text());
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
