package tollgate.runtime.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.json.Json;
import tollgate.runtime.config.LoadedSettings;
import tollgate.runtime.config.SettingSources;
import tollgate.runtime.config.SettingsLoader;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.generation.Generations;
import tollgate.runtime.ledger.Actions;
import tollgate.runtime.metric.Metrics;
import tollgate.runtime.plugin.PluginCard;
import tollgate.runtime.plugin.PluginSet;
import tollgate.runtime.plugin.RefusedPlugin;
import tollgate.runtime.plugin.Snippets;
import tollgate.runtime.plugin.TestJar;
import tollgate.runtime.problem.PluginProblem;
import tollgate.runtime.problem.Problem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.SettingProblem;
import tollgate.runtime.report.AuditReports;

/** The life of plugins on the parts of a gateway, without its doors. */
class LivePluginsTest {
  private static final String SETTINGS =
      """
      [[provider]]
      id = "engine"
      type = "acme"
      base-url = "http://127.0.0.1:9"
      [plugin."tool.set"]
      pace = "brisk"
      """;
  private static final String DECLARING =
      """
      public List<PluginSetting> settings() {
        return List.of(new PluginSetting("pace", "How fast.", false, true, "slow"),
            new PluginSetting("word", "A password.", true, false, ""));
      }
      """;

  @TempDir Path folder;
  private final CloseStack stack = new CloseStack();
  private LoadedSettings loaded;
  private Disk disk;
  private Generations<Generation> generations;
  private LivePlugins desk;

  @BeforeEach
  void begin() throws IOException {
    TestJar.invented(Files.createDirectories(plugins()));
    Path file = folder.resolve("tollgate.toml");
    Files.writeString(file, SETTINGS);
    var flags =
        Map.of(
            "data-dir",
            folder.resolve("data").toString(),
            "plugins.dir",
            plugins().toString(),
            "pricing.offline",
            "true");
    loaded =
        SettingsLoader.load(SettingSources.here(file.toString(), flags), types -> Set.of("acme"));
    var clock = InstantSource.system();
    disk =
        Disk.open(loaded.settings(), stack.push(new Metrics()), clock, new SecureRandom(), stack);
    open();
  }

  /** As a start does it. */
  private void open() {
    var clock = InstantSource.system();
    var actions = new Actions(disk.database().writer(), clock);
    var changes = new Changes(loaded.settings(), disk.words(), clock, actions::note);
    generations = changes.begin(clock, stack);
    var audit = new PluginAudit(actions);
    desk = new LivePlugins(changes, generations, loaded, audit);
    desk.begin();
  }

  @AfterEach
  void end() {
    stack.close();
  }

  private Path plugins() {
    return folder.resolve("plugins");
  }

  private byte[] detector(String version, String tool) throws IOException {
    Path jar =
        TestJar.plugin("tool.x")
            .manifest("Plugin-Version", version)
            .body(Snippets.detector(tool))
            .into(folder.resolve("made"));
    return Files.readAllBytes(jar);
  }

  private List<String> inUse() {
    return desk.inForce().plugins().stream().map(PluginCard::id).toList();
  }

  private static void assertRefused(Problem problem, Runnable change) {
    var refused = assertThrows(ProblemException.class, change::run);
    assertEquals(problem, refused.report().problem());
  }

  private String audited() {
    Instant soon = Instant.now().plusSeconds(60);
    var wish = new AuditReports.Wish("", "plugin", "", Instant.EPOCH, soon, 0);
    return Json.encode(new AuditReports(disk.database().reads()).page(wish, 50));
  }

  @Test
  void aJarThatIsInstalledIsInUseAndLiesInTheFolder() throws IOException {
    byte[] jar = detector("1.0.0", "x");

    PluginCard card = desk.install(jar);

    assertEquals(List.of("invented", "tool.x"), inUse());
    assertEquals(2, generations.number());
    assertArrayEquals(jar, Files.readAllBytes(plugins().resolve("tool.x.jar")));
    assertTrue(audited().contains("new 1.0.0 " + card.sha256()), this::audited);
  }

  @Test
  void anotherVersionTakesItsPlaceAndCanBeGoneBackFrom() throws IOException {
    String first = desk.install(detector("1.0.0", "x")).sha256();
    String second = desk.install(detector("2.0.0", "y")).sha256();

    assertEquals("2.0.0", desk.inForce().plugin("tool.x").orElseThrow().version());
    assertTrue(audited().contains("old 1.0.0 " + first + ", new 2.0.0 " + second), this::audited);
    assertEquals("1.0.0", desk.rollBack("tool.x", "").version());
    assertEquals("x", desk.inForce().detectors().getLast().name());
    assertEquals("2.0.0", desk.rollBack("tool.x", second).version());
    assertEquals(
        List.of(second, first), desk.versions("tool.x").stream().map(one -> one.sha256()).toList());
    assertRefused(PluginProblem.PLUGIN_NO_VERSION, () -> desk.rollBack("invented", ""));
  }

  @Test
  void aVersionThatCannotBeUsedLeavesEverythingAsItWas() throws IOException {
    byte[] good = detector("1.0.0", "x");
    desk.install(good);
    byte[] failing =
        Files.readAllBytes(
            TestJar.plugin("tool.x")
                .body("public P() { throw new IllegalStateException(\"no\"); }")
                .into(folder.resolve("made")));
    PluginSet before = desk.inForce();

    assertRefused(PluginProblem.PLUGIN_FAILED, () -> desk.install(failing));
    assertRefused(PluginProblem.PLUGIN_UNREADABLE, () -> desk.install(new byte[] {1, 2}));

    assertEquals(before.detectors(), desk.inForce().detectors());
    assertArrayEquals(good, Files.readAllBytes(plugins().resolve("tool.x.jar")));
  }

  @Test
  void aDisabledPluginStaysSoAfterAStart() throws IOException {
    desk.install(detector("1.0.0", "x"));

    desk.enable("tool.x", false);
    open();

    assertEquals(List.of("invented"), inUse());
    assertEquals("tool.x", desk.inForce().disabled().getFirst().id());
    desk.enable("tool.x", true);
    assertEquals(List.of("invented", "tool.x"), inUse());
  }

  @Test
  void aStartGoesOnWithWhatWasInUseWhereAJarWasBrokenMeanwhile() throws IOException {
    String good = desk.install(detector("1.0.0", "x")).sha256();
    Files.writeString(plugins().resolve("tool.x.jar"), "half a jar");
    Files.writeString(plugins().resolve("invented.jar"), "half of another");

    open();

    assertEquals(List.of("invented", "tool.x"), inUse());
    assertEquals(good, desk.inForce().plugin("tool.x").orElseThrow().sha256());
    assertEquals(
        Set.of(plugins().resolve("tool.x.jar"), plugins().resolve("invented.jar")),
        desk.inForce().refused().stream().map(RefusedPlugin::file).collect(Collectors.toSet()));
    desk.follow();
    open();
    assertEquals(List.of("invented", "tool.x"), inUse(), "nor after another start");
    Files.write(plugins().resolve("tool.x.jar"), detector("2.0.0", "y"));
    desk.follow();
    assertEquals("2.0.0", desk.inForce().plugin("tool.x").orElseThrow().version());
  }

  @Test
  void aStartGoesOnWithTheVersionBeforeOneThatDoesNotStart() throws IOException {
    desk.install(detector("1.0.0", "x"));
    TestJar.plugin("tool.x")
        .body("public P() { throw new IllegalStateException(\"no\"); }")
        .into(plugins());

    open();

    assertEquals("1.0.0", desk.inForce().plugin("tool.x").orElseThrow().version());
    assertEquals("tool.x", desk.inForce().refused().getFirst().name());
    Files.delete(plugins().resolve("tool.x.jar"));
    open();
    assertEquals(List.of("invented"), inUse(), "a jar that was taken away is gone");
  }

  @Test
  void whatAProviderOrAPluginNeedsStays() throws IOException {
    byte[] needing =
        Files.readAllBytes(
            TestJar.plugin("needy")
                .manifest("Plugin-Dependencies", "invented")
                .into(folder.resolve("made")));

    assertRefused(SettingProblem.PROVIDER_INVALID, () -> desk.remove("invented"));
    assertRefused(SettingProblem.PROVIDER_INVALID, () -> desk.enable("invented", false));
    desk.install(needing);
    assertRefused(PluginProblem.PLUGIN_NEEDED, () -> desk.remove("invented"));

    assertEquals(List.of("invented", "needy"), inUse());
    assertTrue(Files.exists(plugins().resolve("invented.jar")));
    desk.remove("needy");
    assertEquals(List.of("invented"), inUse());
    assertFalse(Files.exists(plugins().resolve("needy.jar")));
  }

  @Test
  void aFileInTheFolderCountsAsIfItWereInstalled() throws IOException {
    Path jar = plugins().resolve("dropped.jar");
    Files.write(jar, detector("1.0.0", "x"));
    desk.follow();

    assertEquals(List.of("invented", "tool.x"), inUse());
    assertTrue(audited().contains("plugins folder"), this::audited);
    Files.writeString(plugins().resolve("bad.jar"), "no jar");
    desk.follow();
    desk.remove("bad.jar");
    assertEquals(List.of(), desk.inForce().refused());
    Files.delete(jar);
    desk.follow();
    assertEquals(List.of("invented"), inUse());
  }

  @Test
  void settingsAreKeptAndWinOverTheFile() throws IOException {
    desk.install(
        Files.readAllBytes(
            TestJar.plugin("tool.set").body(DECLARING).into(folder.resolve("made"))));
    assertEquals("brisk", desk.inForce().settingsOf("tool.set").getFirst().value());
    long number = generations.number();

    desk.configure("tool.set", Map.of("pace", Optional.of("mad")));

    assertEquals("mad", desk.inForce().settingsOf("tool.set").getFirst().value());
    assertEquals(number, generations.number(), "it is a live one");
    desk.configure("tool.set", Map.of("word", Optional.of("sesame")));
    assertEquals("***", desk.inForce().settingsOf("tool.set").getLast().value());
    assertFalse(audited().contains("sesame"), this::audited);
    assertRefused(
        PluginProblem.PLUGIN_SETTING,
        () -> desk.configure("tool.set", Map.of("pase", Optional.of("x"))));
    desk.configure("tool.set", Map.of("pace", Optional.empty()));
    assertEquals("brisk", desk.inForce().settingsOf("tool.set").getFirst().value());
  }

  @Test
  void whatIsNotThereIsSaidSo() {
    for (Runnable change :
        List.<Runnable>of(
            () -> desk.enable("gone", false),
            () -> desk.reload("gone"),
            () -> desk.remove("gone"),
            () -> desk.rollBack("gone", ""),
            () -> desk.release("gone"),
            () -> desk.configure("gone", Map.of()))) {
      assertRefused(PluginProblem.PLUGIN_NOT_THERE, change);
    }
  }
}
