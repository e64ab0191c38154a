package tollgate.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static tollgate.runtime.plugin.HostHarness.ids;
import static tollgate.runtime.plugin.HostHarness.problem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.runtime.event.ChangeEvent;
import tollgate.runtime.event.RecordedEvents;
import tollgate.runtime.problem.PluginProblem;

/** What serves goes on serving where its successor cannot; and what the operator does not want. */
class LastGoodPluginTest {
  private static final String THROWING = "public P() { throw new IllegalStateException(\"no\"); }";

  @TempDir Path folder;
  private final RecordedEvents events = new RecordedEvents();
  private final List<PluginSet> sets = new ArrayList<>();
  private HostHarness harness;

  @BeforeEach
  void beginWithTwo() {
    harness = new HostHarness(folder);
    TestJar.plugin("tool.a").body(Snippets.detector("a")).into(harness.plugins);
    TestJar.plugin("tool.b").body(Snippets.detector("b")).into(harness.plugins);
    sets.add(harness.load());
  }

  @AfterEach
  void end() {
    sets.forEach(HostHarness::close);
    events.close();
  }

  private PluginSet first() {
    return sets.getFirst();
  }

  private PluginSet reload(String... again) {
    sets.add(harness.reload(sets.getLast(), Set.of(again)));
    return sets.getLast();
  }

  private void assertBothStillServe(PluginSet set) {
    assertEquals(first().detectors(), set.detectors());
  }

  @Test
  void aFileThatIsNoJarReplacesNothing() throws IOException {
    Files.writeString(harness.plugins.resolve("tool.b.jar"), "half a jar");

    PluginSet set = reload();

    assertBothStillServe(set);
    assertEquals(PluginProblem.PLUGIN_UNREADABLE, problem(set, "tool.b.jar"));
  }

  @Test
  void aVersionThatDoesNotStartReplacesNothingAndIsNotTriedTwice() {
    TestJar.plugin("tool.b").body(THROWING).into(harness.plugins);

    assertBothStillServe(reload());
    assertBothStillServe(reload());

    assertEquals(1, events.count(ChangeEvent.PLUGIN_REFUSED), "it is told once");
    assertEquals(PluginProblem.PLUGIN_FAILED, problem(sets.getLast(), "tool.b"));
    TestJar.plugin("tool.b").body(Snippets.detector("mended")).into(harness.plugins);
    assertEquals("mended", reload().detectors().getLast().name());
  }

  @Test
  void aPluginIsStartedAnewWhenSomebodyAsks() {
    PluginSet set = reload("tool.b");

    assertSame(first().detectors().getFirst(), set.detectors().getFirst());
    assertNotSame(first().detectors().getLast(), set.detectors().getLast());
  }

  @Test
  void aVersionThatWantsWhatIsAnothersReplacesNothing() {
    TestJar.plugin("tool.b").body(Snippets.detector("a")).into(harness.plugins);

    PluginSet set = reload();

    assertBothStillServe(set);
    assertEquals(PluginProblem.PLUGIN_CONFLICT, problem(set, "tool.b"));
  }

  @Test
  void aNewcomerTakesNothingFromWhatServes() {
    TestJar.plugin("a.tool").body(Snippets.detector("a")).into(harness.plugins);
    TestJar.plugin("tool.b").file("0.jar").body(Snippets.detector("c")).into(harness.plugins);

    PluginSet set = reload();

    assertBothStillServe(set);
    assertEquals(PluginProblem.PLUGIN_CONFLICT, problem(set, "a.tool"));
    assertEquals(PluginProblem.PLUGIN_DUPLICATE, problem(set, "0.jar"));
  }

  @Test
  void aPluginGoesWhenItsFileDoes() throws IOException {
    Files.delete(harness.plugins.resolve("tool.b.jar"));

    assertEquals(List.of("tool.a"), ids(reload()));
  }

  @Test
  void aDisabledPluginIsToldOfAndNotLoaded() {
    harness.admission = new Admission(Set.of(), Set.of("tool.b"));

    PluginSet set = reload();

    assertEquals(List.of("tool.a"), ids(set));
    assertEquals(List.of("tool.b"), set.disabled().stream().map(PluginCard::id).toList());
    assertEquals(List.of(), set.refused());
    harness.admission = Admission.EVERY;
    assertEquals(List.of("tool.a", "tool.b"), ids(reload()));
  }

  @Test
  void onlyFilesOfTheListAreLoadedWhereThereIsOne() throws Exception {
    byte[] bytes = Files.readAllBytes(harness.plugins.resolve("tool.a.jar"));
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    harness.admission = new Admission(Set.of(sha256), Set.of());

    PluginSet set = harness.load();
    HostHarness.close(set);

    assertEquals(List.of("tool.a"), ids(set));
    assertEquals(sha256, set.plugins().getFirst().sha256());
    assertEquals(PluginProblem.PLUGIN_NOT_ALLOWED, problem(set, "tool.b.jar"));
  }
}
