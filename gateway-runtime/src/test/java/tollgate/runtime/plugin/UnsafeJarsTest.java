package tollgate.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tollgate.runtime.plugin.HostHarness.ids;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.runtime.problem.PluginProblem;

/** Jars whose bytes are refused before any of their code runs; a good one beside them serves. */
class UnsafeJarsTest {
  @TempDir Path folder;
  private HostHarness harness;

  @BeforeEach
  void putAGoodPluginBeside() {
    harness = new HostHarness(folder);
    TestJar.plugin("good").body(Snippets.detector("good")).into(harness.plugins);
  }

  private RefusedPlugin refusal() {
    PluginSet set = harness.load();
    HostHarness.close(set);
    assertEquals(List.of("good"), ids(set));
    RefusedPlugin refused = set.refused().getFirst();
    assertTrue(refused.report().what().contains("bad.jar"), refused::toString);
    assertFalse(refused.report().fix().isEmpty(), "it says what to do");
    return refused;
  }

  @ParameterizedTest
  @ValueSource(strings = {"../escape.txt", "a/../../escape.txt", "/etc/x", "a\\b", "C:x"})
  void anEntryThatLeavesItsFolder(String entry) {
    TestJar.plugin("bad").entry(entry, "x").into(harness.plugins);

    RefusedPlugin refused = refusal();

    assertEquals(PluginProblem.PLUGIN_PACKING, refused.report().problem());
    assertTrue(refused.report().what().contains(entry), refused::toString);
  }

  @Test
  void aJarOutOfWhichFarMoreComesThanItIsLong() {
    TestJar.plugin("bad").entry("zeros", new byte[17 << 20]).into(harness.plugins);

    RefusedPlugin refused = refusal();

    assertEquals(PluginProblem.PLUGIN_PACKING, refused.report().problem());
    assertTrue(refused.report().what().contains("16 MiB"), refused::toString);
  }

  @Test
  void theSameInsideALibraryOfItsOwn() throws IOException {
    Path inner = folder.resolve("inner");
    byte[] bomb =
        Files.readAllBytes(TestJar.plugin("inner").entry("zeros", new byte[17 << 20]).into(inner));
    TestJar.plugin("bad").entry("lib/inner.jar", bomb).into(harness.plugins);

    assertEquals(PluginProblem.PLUGIN_PACKING, refusal().report().problem());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "void end() { System.exit(1); }",
        "void end() { Runtime.getRuntime().halt(1); }",
        "static class Deep { static class Deeper { void end() { Runtime.getRuntime().exit(1); } }"
            + " }",
        "java.util.function.IntConsumer end = System::exit;",
      })
  void codeThatWouldEndTheGateway(String body) {
    TestJar.plugin("bad").body(body).into(harness.plugins);

    RefusedPlugin refused = refusal();

    assertEquals(PluginProblem.PLUGIN_ENDS_GATEWAY, refused.report().problem());
    assertTrue(
        refused.report().what().matches(".*P.*\\.class calls (System|Runtime)\\.(exit|halt)\\."),
        refused::toString);
  }

  @Test
  void wordsThatOnlySoundLikeIt() {
    TestJar.plugin("fine")
        .body(
            "interface Door { void exit(); void halt(); } String word = \"exit\";"
                + " void leave(Door door) { door.exit(); door.halt(); }")
        .into(harness.plugins);

    PluginSet set = harness.load();
    HostHarness.close(set);

    assertEquals(List.of("fine", "good"), ids(set));
  }

  @Test
  void aFileOfWhichHalfIsCopied() throws IOException {
    Path bad = TestJar.plugin("bad").into(harness.plugins);
    byte[] whole = Files.readAllBytes(bad);
    Files.write(bad, Arrays.copyOf(whole, whole.length / 2));

    assertEquals(PluginProblem.PLUGIN_UNREADABLE, refusal().report().problem());
  }

  @Test
  void aFileWithAByteThatIsWrong() throws IOException {
    Path bad = TestJar.plugin("bad").entry("a-text", "word ".repeat(500)).into(harness.plugins);
    byte[] bytes = Files.readAllBytes(bad);
    int content = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("a-text");
    bytes[content + 12] ^= 0x55;
    Files.write(bad, bytes);

    assertEquals(PluginProblem.PLUGIN_UNREADABLE, refusal().report().problem());
  }
}
