package tollgate.runtime.checkup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.json.Json;
import tollgate.runtime.config.ConfigWarning;
import tollgate.runtime.config.LoadedSettings;
import tollgate.runtime.config.SettingSources;
import tollgate.runtime.config.SettingsLoader;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;
import tollgate.runtime.plugin.PluginSet;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.store.CommitWatch;
import tollgate.runtime.store.Database;
import tollgate.runtime.store.StoreSettings;

/** Each check failing and passing. */
class ChecksTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir private Path folder;

  private static List<Finding> run(Check check) throws Exception {
    List<Finding> findings = check.run();
    for (Finding one : findings) {
      boolean bad = one.mark() == Mark.FAIL || one.mark() == Mark.WARN;
      assertEquals(bad, !one.fix().isEmpty(), "what is wrong has a remedy: " + one);
    }
    return findings;
  }

  private static Mark mark(Check check) throws Exception {
    return new Checkup.Result(check.name(), run(check)).mark();
  }

  private static String told(Check check) throws Exception {
    return run(check).toString();
  }

  @Test
  void javaMustBeNewEnough() throws Exception {
    assertEquals(Mark.PASS, mark(JavaCheck.here()));
    assertTrue(told(new JavaCheck(21, "Java 21 in /opt")).contains("TOLLGATE_JAVA_HOME"));
    assertEquals(Mark.FAIL, mark(new JavaCheck(24, "Java 24")));
  }

  @Test
  void anArchiveMustFitAndBeAsNewAsTheJars() throws Exception {
    Path libraries = Files.createDirectory(folder.resolve("lib"));
    Path archive = folder.resolve("gate.aot");
    assertEquals(Mark.SKIPPED, mark(new ArchiveCheck(Optional.empty(), libraries, false)));
    assertEquals(Mark.PASS, mark(new ArchiveCheck(Optional.of(archive), libraries, false)));

    Files.writeString(archive, "x");
    Files.setLastModifiedTime(archive, FileTime.from(NOW.plusSeconds(1)));
    Files.setLastModifiedTime(libraries, FileTime.from(NOW));
    assertEquals(Mark.PASS, mark(new ArchiveCheck(Optional.of(archive), libraries, false)));
    assertEquals(Mark.WARN, mark(new ArchiveCheck(Optional.of(archive), libraries, true)));

    Files.setLastModifiedTime(archive, FileTime.from(NOW.minusSeconds(1)));
    assertEquals(Mark.WARN, mark(new ArchiveCheck(Optional.of(archive), libraries, false)));
  }

  @Test
  void theDiskMustHaveRoomAndBeWritable() throws Exception {
    Path data = folder.resolve("not/there/yet");
    assertEquals(Mark.PASS, mark(new DiskCheck(data, 100, at -> 1_000_000_000L)));
    assertEquals(Mark.WARN, mark(new DiskCheck(data, 2_000_000_000L, at -> 1_000_000_000L)));
    assertTrue(
        told(new DiskCheck(data, 1, at -> 2_000_000)).contains("Only 2 MB are free"),
        "hardly any room is a failure whatever the settings say");
    Path file = Files.writeString(folder.resolve("file"), "");
    assertEquals(Mark.FAIL, mark(new DiskCheck(file.resolve("data"), 1, at -> 1L << 40)));
  }

  @Test
  void thePortMustBeFreeOrTheGatewaysOwn() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertEquals(Mark.FAIL, mark(new PortCheck("127.0.0.1", port, false)));
      assertTrue(told(new PortCheck("127.0.0.1", port, false)).contains("listener.port"));
      assertEquals(Mark.PASS, mark(new PortCheck("127.0.0.1", port, true)));
    }
    assertEquals(Mark.PASS, mark(new PortCheck("127.0.0.1", 0, false)));
    assertEquals(Mark.FAIL, mark(new PortCheck("no such host", 3100, false)));
  }

  @Test
  void theDatabaseIsLookedAtAndNothingIsMade() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data with % and ?"));
    Path file = data.resolve("tollgate.db");
    assertEquals(Mark.PASS, mark(new DatabaseCheck(file)));
    assertEquals(Set.of(), namesIn(data));

    Database.open(StoreSettings.of(file), CommitWatch.NONE).close();
    Set<String> before = namesIn(data);
    FileTime time = Files.getLastModifiedTime(file);
    assertTrue(told(new DatabaseCheck(file)).contains("is sound"), () -> "of " + before);
    assertEquals(before, namesIn(data), "no file beside it");
    assertEquals(time, Files.getLastModifiedTime(file));
  }

  @Test
  void aDatabaseInUseIsLookedAtBesideItsGateway() throws Exception {
    Path file = folder.resolve("tollgate.db");
    assertFalse(Database.isHeld(file));
    try (var database = Database.open(StoreSettings.of(file), CommitWatch.NONE)) {
      assertTrue(Database.isHeld(file));
      assertEquals(Mark.PASS, mark(new DatabaseCheck(file)));
      database.writer().flush();
    }
    assertFalse(Database.isHeld(file));
  }

  @Test
  void aDamagedDatabaseIsTold() throws Exception {
    Path file = Files.writeString(folder.resolve("tollgate.db"), "Dear diary");
    assertTrue(told(new DatabaseCheck(file)).contains("does not begin like an SQLite database"));
    assertEquals(Mark.FAIL, mark(new DatabaseCheck(file)));
  }

  private static Set<String> namesIn(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  private static Answer answer(boolean ownKey, int status) {
    return new Answer(
        "main", ownKey, status, status == 0 ? "It refused." : "", Optional.empty(), NOW);
  }

  private static Mark provider(Answer answer) throws Exception {
    return mark(new ProvidersCheck(() -> List.of(answer)));
  }

  @Test
  void providersMustAnswerAndTakeTheCredential() throws Exception {
    assertEquals(Mark.PASS, provider(answer(true, 200)));
    assertEquals(Mark.PASS, provider(answer(true, 404)), "it was reached");
    assertEquals(Mark.PASS, provider(answer(false, 401)), "clients bring their own credential");
    assertEquals(Mark.WARN, provider(answer(true, 502)));
    assertEquals(Mark.FAIL, provider(answer(true, 401)));
    assertEquals(Mark.FAIL, provider(answer(true, 0)));
    assertEquals(Mark.FAIL, mark(new ProvidersCheck(List::of)));
    Supplier<List<Answer>> broken =
        () -> {
          throw GatewayProblem.STORE_FOREIGN.exception("x");
        };
    assertEquals(Mark.FAIL, mark(new ProvidersCheck(broken)));
    assertEquals(Mark.SKIPPED, mark(new ClockCheck(broken)));
  }

  private static Mark clock(Duration... ahead) throws Exception {
    List<Answer> answers =
        Arrays.stream(ahead)
            .map(by -> new Answer("main", true, 200, "", Optional.of(NOW.minus(by)), NOW))
            .toList();
    return mark(new ClockCheck(() -> answers));
  }

  @Test
  void theClockIsHeldAgainstTheProviderThatAgreesBest() throws Exception {
    assertEquals(Mark.SKIPPED, clock());
    assertEquals(Mark.PASS, clock(Duration.ofSeconds(-2)));
    assertEquals(Mark.PASS, clock(Duration.ofDays(1), Duration.ofSeconds(3)));
    assertEquals(Mark.WARN, clock(Duration.ofSeconds(-45)));
    assertEquals(Mark.FAIL, clock(Duration.ofMinutes(6)));
    var ahead = new Answer("main", true, 200, "", Optional.of(NOW.minusSeconds(400)), NOW);
    assertTrue(told(new ClockCheck(() -> List.of(ahead))).contains("It is 400 s ahead"));
  }

  private static Mark prices(Optional<Duration> age) throws Exception {
    return mark(new PricesCheck(() -> age, Duration.ofDays(2), false));
  }

  @Test
  void pricesGrowOld() throws Exception {
    assertEquals(Mark.PASS, prices(Optional.of(Duration.ofHours(3))));
    assertEquals(Mark.WARN, prices(Optional.of(Duration.ofDays(3))));
    assertEquals(Mark.PASS, prices(Optional.empty()));
    assertTrue(
        told(new PricesCheck(() -> Optional.of(Duration.ofDays(9)), Duration.ofDays(2), true))
            .contains("pricing.offline"));
  }

  @Test
  void aPolicyThatCannotBeUsedIsTold() throws Exception {
    Path policies = Files.createDirectory(folder.resolve("policies"));
    assertEquals(Mark.PASS, mark(new PoliciesCheck(policies, folder)));
    Files.writeString(policies.resolve("night.js"), "export function decide(call) {");

    String told = told(new PoliciesCheck(policies, folder));

    assertTrue(told.contains("night.js:1:"), told);
    assertEquals(Mark.FAIL, mark(new PoliciesCheck(policies, folder)));
  }

  @Test
  void aGatewayWithoutPluginsIsOfNoUse() throws Exception {
    assertEquals(Mark.FAIL, mark(new PluginsCheck(PluginSet.EMPTY, folder)));
  }

  private static Mark gateway(String ready) throws Exception {
    Optional<Json> said = ready.isEmpty() ? Optional.empty() : Optional.of(parsed(ready));
    return mark(new GatewayCheck(true, "http://127.0.0.1:3100", said));
  }

  private static Json parsed(String text) throws MalformedJson {
    return JsonText.parse(text);
  }

  @Test
  void aRunningGatewaySpeaksForItself() throws Exception {
    assertEquals(Mark.PASS, mark(new GatewayCheck(false, "", Optional.empty())));
    assertEquals(Mark.FAIL, gateway(""));
    assertEquals(
        Mark.PASS, gateway("{\"status\":\"pass\",\"checks\":{\"a\":{\"status\":\"pass\"}}}"));
    String dead = "{\"checks\":{\"upstream\":{\"status\":\"fail\",\"output\":\"HTTP 503\"}}}";
    assertEquals(Mark.FAIL, gateway(dead));
    assertEquals(Mark.WARN, gateway(dead.replace("fail", "warn")));
  }

  private LoadedSettings settings(String text) throws IOException {
    Path file = folder.resolve("tollgate.toml");
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    var sources =
        SettingSources.here(file.toString(), Map.of("data-dir", folder.resolve("data").toString()));
    return SettingsLoader.load(sources, plugins -> Set.of());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void whatHoldsSecretsMustBeItsOwnersAlone() throws Exception {
    Files.createDirectory(
        folder.resolve("data"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    LoadedSettings loaded = settings("");
    assertEquals(Mark.PASS, mark(new FilesCheck(loaded)));

    Path token = Files.writeString(folder.resolve("data/admin-token"), "x");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r--r--"));

    assertTrue(told(new FilesCheck(loaded)).contains("chmod 600 " + token));
    assertEquals(Mark.FAIL, mark(new FilesCheck(loaded)));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void settingsTellWhatDeservesASecondLook() throws Exception {
    assertEquals(Mark.PASS, mark(new SettingsCheck(settings(""))));
    var warned =
        new LoadedSettings(
            settings("").settings(),
            List.of(),
            List.of(new ConfigWarning("a.b", "line 3", "It is odd.")),
            List.of(),
            settings("").again());
    assertEquals(Mark.WARN, mark(new SettingsCheck(warned)));
  }
}
