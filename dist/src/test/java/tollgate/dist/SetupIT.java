package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tollgate.dist.kit.Answer;
import tollgate.dist.kit.Eventually;
import tollgate.dist.kit.FakeUpstream;
import tollgate.dist.kit.GatewayProcess;
import tollgate.dist.kit.GatewayProcess.Ended;
import tollgate.dist.kit.Json;
import tollgate.dist.kit.LedgerFile;
import tollgate.dist.kit.LedgerFile.Row;
import tollgate.dist.kit.Metered;
import tollgate.dist.kit.Newcomer;
import tollgate.dist.kit.RawClient;
import tollgate.dist.kit.RecordedRequest;
import tollgate.dist.kit.Scripts;
import tollgate.dist.kit.Stand;
import tollgate.dist.kit.Terminal;

/** From an unpacked tree to a metering daemon, as a person gets there. */
@DisabledOnOs(OS.WINDOWS)
class SetupIT {
  private static final Duration PROMISED = Duration.ofMinutes(3);
  private static final String SECRET = "canary-key-of-the-provider";

  @TempDir private Path folder;
  private Newcomer newcomer;
  private FakeUpstream upstream;

  @BeforeEach
  void arrive() throws IOException {
    newcomer = Newcomer.in(folder, "claude", "opencode");
    upstream = FakeUpstream.start();
    upstream.answers(Scripts.status(200, "{}"));
  }

  @AfterEach
  void leave() throws IOException {
    newcomer.close();
    upstream.close();
  }

  private Ended run(String... arguments) throws Exception {
    return GatewayProcess.run(newcomer.environment(), arguments);
  }

  @Test
  void fiveAnswersMakeADaemonThatMetersTwoTools() throws Exception {
    assumeTrue(
        Terminal.isThere(), "neither script nor python3 is here to make a terminal: not tried");
    long from = System.nanoTime();
    String screen = init();
    awaitService();

    Row claude = call("claude-code-1.http", claudeUrl(), claudeKey());
    Row opencode = call("opencode-1.http", opencodeUrl(), opencodeKey());
    Duration took = Duration.ofNanos(System.nanoTime() - from);

    System.out.printf("From init to two metered tools: %.1f s%n", took.toMillis() / 1000.0);
    assertTrue(took.compareTo(PROMISED) < 0, took::toString);
    assertEquals("claude-code", claude.text("tool"));
    assertEquals("opencode", opencode.text("tool"));
    assertTrue(claude.number("cost_nanos") > 0, claude::toString);
    assertEquals(SECRET, bearer(), "the provider gets its own key");
    assertTrue(screen.contains("The policy daily-budget passes its 2 cases."), screen);
    looksAfterItself();
    tellsNoSecret(screen);
  }

  private String init() throws Exception {
    int port = Newcomer.port();
    try (var terminal =
        Terminal.start(
            newcomer.environment(),
            "init",
            "--set",
            "pricing.offline=true",
            "--port",
            String.valueOf(port))) {
      terminal
          .answer("1. Which tools", "plough")
          .answer("That cannot be used", "")
          .answer("Number or name", "1")
          .answer("Where is it?", upstream.address().toString())
          .answer("Its key", SECRET)
          .answer("3. Must", "yes")
          .answer("4. How many", "10")
          .answer("5. Shall", "yes")
          .answer("Write this?", "");
      assertEquals(0, terminal.awaitEnd(), terminal.text());
      return terminal.text();
    }
  }

  private void awaitService() throws Exception {
    Eventually.holds(
        "an announced address",
        () -> {
          if (newcomer.service().filter(ProcessHandle::isAlive).isEmpty()) {
            throw new AssertionError("The service ended: " + newcomer.journal());
          }
          return Files.exists(address());
        });
  }

  private Path address() {
    return newcomer.data().resolve("tollgate.db.address");
  }

  private Row call(String name, URI url, String key) throws Exception {
    RecordedRequest recorded =
        RecordedRequest.all().stream().filter(one -> one.name().equals(name)).findFirst().get();
    upstream.answers(Scripts.recorded(recorded.answer()));
    Answer answer =
        RawClient.ask(url.getPort(), recorded.ask().instead("authorization", "Bearer " + key));
    assertEquals(200, answer.status(), answer::toString);
    Row row =
        new LedgerFile(newcomer.data().resolve("tollgate.db")).ended(Stand.callId(answer.head()));
    assertEquals(Metered.of(recorded.answer()), Metered.of(row));
    return row;
  }

  private String bearer() {
    return upstream.last().head().first("authorization").orElse("").replaceFirst("^Bearer ", "");
  }

  private Json claude() throws IOException {
    return Json.parse(Files.readString(newcomer.home().resolve(".claude/settings.json"))).at("env");
  }

  private URI claudeUrl() throws IOException {
    return URI.create(claude().at("ANTHROPIC_BASE_URL").text());
  }

  private String claudeKey() throws IOException {
    return claude().at("ANTHROPIC_AUTH_TOKEN").text();
  }

  private Json opencode() throws IOException {
    Path file = newcomer.home().resolve(".config/opencode/opencode.json");
    return Json.parse(Files.readString(file)).at("provider", "tollgate", "options");
  }

  private URI opencodeUrl() throws IOException {
    return URI.create(opencode().at("baseURL").text());
  }

  private String opencodeKey() throws IOException {
    return opencode().at("apiKey").text();
  }

  /** With the gateway still running as the service that init made. */
  private void looksAfterItself() throws Exception {
    upstream.answers(Scripts.status(200, "{}"));
    Ended doctor = run("doctor", "--json");
    assertEquals(0, doctor.status(), doctor::toString);
    Json checks = Json.parse(doctor.output()).at("checks");
    for (String check :
        List.of("settings", "gateway", "database", "providers", "policies", "plugins")) {
      assertEquals("pass", checks.at(check, "status").text(), doctor::toString);
    }
    assertTrue(checks.at("gateway").toString().contains("is ready"), doctor::toString);
    String guide = Files.readString(Path.of("..", "docs", "guide", "troubleshooting.md"));
    for (String check : checks.names()) {
      assertTrue(guide.contains("### `" + check + "`"), "the guide has no entry for " + check);
    }
    Ended logs = run("service", "logs");
    assertTrue(logs.output().contains("startup.ready"), logs::toString);
    assertFalse(logs.output().contains("config.mode_mended"), "it was made privately");

    ProcessHandle gateway = newcomer.service().orElseThrow();
    assertEquals(0, run("service", "stop").status());
    gateway.onExit().get(20, TimeUnit.SECONDS);
    assertFalse(Files.exists(address()));
    assertEquals(
        List.of(
            "systemctl --user daemon-reload",
            "systemctl --user enable tollgate.service",
            "systemctl --user restart tollgate.service",
            "journalctl --user --unit tollgate.service --lines 200 --output cat --no-pager",
            "systemctl --user stop tollgate.service"),
        newcomer.calls());
  }

  /** Neither the provider's key nor the gateway's is anywhere but where it belongs. */
  private void tellsNoSecret(String screen) throws Exception {
    String key = claudeKey();
    assertFalse(screen.contains(SECRET), "typed unseen");
    assertEquals(1, screen.split(key, -1).length - 1, "shown once");
    String unit =
        Files.readString(newcomer.home().resolve(".config/systemd/user/tollgate.service"));
    var told = new StringBuilder(unit);
    for (Path file : files()) {
      boolean belongs =
          file.endsWith(".env")
              || file.endsWith(".claude/settings.json")
              || file.endsWith("opencode.json");
      if (!belongs) {
        told.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    assertFalse(told.toString().contains(SECRET), "the provider's key");
    assertFalse(told.toString().contains(key), "the gateway's key");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(newcomer.home())) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void controlCLeavesNothing() throws Exception {
    assumeTrue(
        Terminal.isThere(), "neither script nor python3 is here to make a terminal: not tried");
    try (var terminal = Terminal.start(newcomer.environment(), "init")) {
      terminal.answer("1. Which tools", "none").answer("Number or name", "1");
      terminal.await("Where is it?");
      terminal.interrupt();

      assertEquals(130, terminal.awaitEnd(), terminal.text());
    }
    assertEquals(List.of(), files());
  }

  @Test
  void doctorFindsWhatIsWrongAndTouchesNothing() throws Exception {
    Path file = Files.createDirectories(newcomer.settings()).resolve("tollgate.toml");
    Files.writeString(
        file,
        """
        pricing.offline = true
        admin.token = "canary-token-of-the-operator"
        [[provider]]
        id = "gone"
        type = "cliproxyapi"
        base-url = "http://127.0.0.1:9"
        credential = "%s"
        """
            .formatted(SECRET));

    Ended doctor = run("doctor");

    assertEquals(1, doctor.status(), doctor::toString);
    assertTrue(doctor.output().contains("where  provider gone"), doctor::toString);
    assertTrue(doctor.output().contains("fix    chmod 600 " + file), doctor::toString);
    assertFalse((doctor.output() + doctor.errors()).contains("canary"), doctor::toString);
    assertEquals(List.of(file), files(), "nothing is made");
  }
}
