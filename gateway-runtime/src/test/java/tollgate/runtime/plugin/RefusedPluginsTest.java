package tollgate.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tollgate.runtime.plugin.HostHarness.ids;
import static tollgate.runtime.plugin.HostHarness.problem;
import static tollgate.runtime.plugin.HostHarness.refused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.runtime.event.ChangeEvent;
import tollgate.runtime.event.RecordedEvents;
import tollgate.runtime.problem.PluginProblem;
import tollgate.runtime.problem.Problem;

/** Every way to be kept out; a good plugin beside it serves in every case. */
class RefusedPluginsTest {
  @TempDir Path folder;
  private HostHarness harness;

  private RecordedEvents events;

  @BeforeEach
  void putAGoodPluginBeside() {
    events = new RecordedEvents();
    harness = new HostHarness(folder);
    TestJar.plugin("good").body(Snippets.detector("good")).into(harness.plugins);
  }

  @AfterEach
  void everyRefusalIsLogged() {
    events.close();
    assertTrue(events.count(ChangeEvent.PLUGIN_REFUSED) > 0, "a refusal is logged");
    assertTrue(events.field(ChangeEvent.PLUGIN_REFUSED, "code").startsWith("plugin."));
  }

  private PluginSet load() {
    PluginSet set = harness.load();
    assertTrue(ids(set).contains("good"), () -> "the good one serves: " + set.refused());
    HostHarness.close(set);
    return set;
  }

  private Problem reasonFor(TestJar bad) {
    Path file = bad.into(harness.plugins);
    PluginSet set = load();
    assertEquals(List.of("good"), ids(set));
    RefusedPlugin refused = set.refused().getFirst();
    assertEquals(file, refused.file());
    assertEquals(file.toString(), refused.report().where());
    return refused.report().problem();
  }

  @Test
  void aFileThatIsNoJar() throws IOException {
    Files.writeString(harness.plugins.resolve("text.jar"), "not a zip");

    assertEquals(PluginProblem.PLUGIN_UNREADABLE, problem(load(), "text.jar"));
  }

  @Test
  void anEmptyFile() throws IOException {
    Files.createFile(harness.plugins.resolve("empty.jar"));

    assertEquals(PluginProblem.PLUGIN_UNREADABLE, problem(load(), "empty.jar"));
  }

  @Test
  void aJarWithoutAnId() {
    TestJar.library(harness.plugins, "some.library", true);

    assertEquals(PluginProblem.PLUGIN_DESCRIPTOR, problem(load(), "some.library.jar"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../escape", "Upper.Case", "with space", "a..b", "/"})
  void anIdThatCannotNameAFolder(String id) {
    assertEquals(
        PluginProblem.PLUGIN_DESCRIPTOR,
        reasonFor(TestJar.plugin("bad").manifest("Plugin-Id", id)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "one", "1.x"})
  void aVersionThatIsNone(String version) {
    assertEquals(
        PluginProblem.PLUGIN_DESCRIPTOR,
        reasonFor(TestJar.plugin("bad").manifest("Plugin-Version", version)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*"})
  void aJarThatDoesNotSayWhichApiItNeeds(String range) {
    assertEquals(
        PluginProblem.PLUGIN_DESCRIPTOR,
        reasonFor(TestJar.plugin("bad").manifest("Plugin-Requires", range)));
  }

  @ParameterizedTest
  @ValueSource(strings = {">=2.0.0 & <3.0.0", "<1.0.0", ">=1.99.0", "no range at all"})
  void aJarForAnotherApi(String range) {
    assertEquals(
        PluginProblem.PLUGIN_WRONG_API,
        reasonFor(TestJar.plugin("bad").manifest("Plugin-Requires", range)));
  }

  @Test
  void aJarThatIsNoModule() {
    assertEquals(
        PluginProblem.PLUGIN_DESCRIPTOR,
        reasonFor(TestJar.plugin("bad").without("module-info.class")));
  }

  @Test
  void aModuleDescriptorThatIsNone() {
    assertEquals(
        PluginProblem.PLUGIN_DESCRIPTOR,
        reasonFor(TestJar.plugin("bad").entry("module-info.class", "not a class")));
  }

  @Test
  void aSecondJarOfTheSameId() {
    TestJar.plugin("good").file("good-again.jar").into(harness.plugins);

    PluginSet set = load();

    assertEquals(PluginProblem.PLUGIN_DUPLICATE, problem(set, "good.jar"));
    assertTrue(refused(set, "good.jar").report().what().contains("good-again.jar"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"org.slf4j", "pf4j", "tollgate.runtime", "org.eclipse.jetty.server"})
  void aModuleThatRequiresTheGatewaysOwn(String module) {
    Path bad = harness.plugins.resolve("greedy");
    TestJar.library(bad, module, true);
    TestJar.plugin("greedy").requires(module).besideLibraries(bad);
    bad.resolve(module + ".jar").toFile().delete();

    PluginSet set = load();

    assertEquals(PluginProblem.PLUGIN_REQUIRES, problem(set, "greedy"));
    assertTrue(refused(set, "greedy").report().what().contains(module));
  }

  @Test
  void aLibraryWithoutAName() {
    Path bad = harness.plugins.resolve("bad");
    TestJar.library(bad, "nameless.library", false);
    TestJar.plugin("bad").into(bad);

    assertEquals(PluginProblem.PLUGIN_DESCRIPTOR, problem(load(), "bad"));
  }

  @Test
  void aJarThatLacksThePackageItPromises() {
    TestJar bad = TestJar.plugin("bad");

    assertEquals(
        PluginProblem.PLUGIN_DESCRIPTOR, reasonFor(bad.without(bad.packagePath() + "/P.class")));
  }

  @Test
  void aJarThatLacksTheClassItPromises() {
    TestJar bad = TestJar.plugin("bad").body("static class Left {}");

    assertEquals(
        PluginProblem.PLUGIN_FAILED, reasonFor(bad.without(bad.packagePath() + "/P.class")));
  }

  @Test
  void aPackageThatBelongsToTheApiOrTheJdk() {
    TestJar.plugin("thief").entry("tollgate/api/Stolen.class", "x").into(harness.plugins);
    TestJar.plugin("burglar").entry("java/lang/Stolen.class", "x").into(harness.plugins);

    PluginSet set = load();

    assertEquals(PluginProblem.PLUGIN_DESCRIPTOR, problem(set, "thief"));
    assertEquals(PluginProblem.PLUGIN_DESCRIPTOR, problem(set, "burglar"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "public P() { throw new IllegalStateException(\"constructor\"); }",
        "static int x = 1 / Integer.parseInt(\"0\");",
        "public void start(PluginContext c) throws Exception { throw new Exception(\"start\"); }",
        "public void start(PluginContext c) { throw new StackOverflowError(); }",
        "public List<ToolDetector> toolDetectors() { return null; }",
        "public List<ToolDetector> toolDetectors() { return Arrays.asList((ToolDetector) null); }",
        "public List<Dialect> dialects() { throw new NoClassDefFoundError(\"some/Library\"); }",
      })
  void aPluginThatThrowsBeforeItServes(String body) {
    assertEquals(PluginProblem.PLUGIN_FAILED, reasonFor(TestJar.plugin("bad").body(body)));
  }

  @Test
  void aDialectWithAPathThatCannotBeRead() {
    assertEquals(
        PluginProblem.PLUGIN_FAILED,
        reasonFor(TestJar.plugin("bad").body(Snippets.dialect("bad", "/v1/{open"))));
  }

  @Test
  void aDetectorThatCannotEvenLookAtNothing() {
    String throwing =
        Snippets.detector("bad")
            .replace("return Optional.empty();", "throw new IllegalStateException(\"no\");");

    assertEquals(PluginProblem.PLUGIN_FAILED, reasonFor(TestJar.plugin("bad").body(throwing)));
  }

  @Test
  void aConstructorThatHangs() {
    harness = new HostHarness(folder, Duration.ofSeconds(2));
    String waiting =
        "public P() throws InterruptedException {"
            + " new java.util.concurrent.CountDownLatch(1).await(); }";

    assertEquals(PluginProblem.PLUGIN_FAILED, reasonFor(TestJar.plugin("bad").body(waiting)));
    assertEquals(1, harness.host.abandonedThreads());
  }

  @Test
  void theLaterOfTwoThatBringTheSame() {
    String dialect = Snippets.dialect("same", "/v1/a/{x}");
    TestJar.plugin("twin-a").body(dialect).into(harness.plugins);
    TestJar.plugin("twin-b").body(Snippets.dialect("same", "/v1/b")).into(harness.plugins);
    TestJar.plugin("twin-c").body(Snippets.dialect("other", "/v1/a/{y}")).into(harness.plugins);
    TestJar.plugin("twin-d").body(Snippets.detector("good")).into(harness.plugins);

    PluginSet set = load();

    assertEquals(List.of("good", "twin-a"), ids(set));
    for (String loser : List.of("twin-b", "twin-c", "twin-d")) {
      assertEquals(PluginProblem.PLUGIN_CONFLICT, problem(set, loser));
    }
    assertEquals(
        "The plugins twin-a and twin-b both bring the dialect \"same\".",
        refused(set, "twin-b").report().what());
    assertTrue(refused(set, "twin-c").report().what().contains("POST /v1/a/{}"));
  }

  @Test
  void aPluginWhoseNeedsCannotBeMet() {
    TestJar.plugin("lonely").manifest("Plugin-Dependencies", "absent").into(harness.plugins);
    TestJar.plugin("choosy").manifest("Plugin-Dependencies", "good@>=9.0.0").into(harness.plugins);
    TestJar.plugin("ring-a").manifest("Plugin-Dependencies", "ring-b").into(harness.plugins);
    TestJar.plugin("ring-b").manifest("Plugin-Dependencies", "ring-a").into(harness.plugins);
    TestJar.plugin("follower").manifest("Plugin-Dependencies", "lonely").into(harness.plugins);
    TestJar.plugin("content")
        .manifest("Plugin-Dependencies", "good@>=1.0.0, absent?")
        .into(harness.plugins);

    PluginSet set = load();

    assertEquals(List.of("content", "good"), ids(set));
    for (String name : List.of("lonely", "choosy", "ring-a", "ring-b", "follower")) {
      assertEquals(PluginProblem.PLUGIN_DEPENDENCY, problem(set, name), name);
    }
  }

  @Test
  void aPluginThatNeedsOneThatFailed() {
    TestJar.plugin("failing")
        .body("public P() { throw new IllegalStateException(\"no\"); }")
        .into(harness.plugins);
    TestJar.plugin("needing").manifest("Plugin-Dependencies", "failing").into(harness.plugins);

    PluginSet set = load();

    assertEquals(PluginProblem.PLUGIN_FAILED, problem(set, "failing"));
    assertEquals(PluginProblem.PLUGIN_DEPENDENCY, problem(set, "needing"));
  }
}
