package tollgate.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.runtime.problem.PluginProblem;

/** Libraries of a plugin's own, inside its jar. */
class PrivateLibrariesTest {
  private static final String LIBRARY = "some.library";

  @TempDir Path folder;

  /** A plugin with its own version of the library that writes down what that one says. */
  private static TestJar sayingWhatItsLibrarySays(String id, Path library) throws IOException {
    return TestJar.plugin(id)
        .requires(LIBRARY)
        .against(library.getParent())
        .entry("lib/" + library.getFileName(), Files.readAllBytes(library))
        .body(
            """
            public void start(PluginContext context) throws Exception {
              Files.writeString(
                  context.dataDirectory().resolve("said"), some.library.L.hello());
            }
            """);
  }

  @Test
  void twoPluginsUseTwoVersionsOfOneLibrary() throws IOException {
    var harness = new HostHarness(folder);
    Path old = TestJar.library(folder.resolve("old"), LIBRARY, true, "version one");
    Path young = TestJar.library(folder.resolve("young"), LIBRARY, true, "version two");
    sayingWhatItsLibrarySays("with-old", old).into(harness.plugins);
    sayingWhatItsLibrarySays("with-young", young).into(harness.plugins);

    PluginSet set = harness.load();

    assertEquals(List.of(), set.refused());
    assertEquals("version one", harness.said("with-old"));
    assertEquals("version two", harness.said("with-young"));
    HostHarness.close(set);
  }

  @Test
  void aLibraryWithoutANameIsRefusedWithItsPlugin() throws IOException {
    var harness = new HostHarness(folder);
    Path library = TestJar.library(folder.resolve("libraries"), LIBRARY, false);
    TestJar.plugin("careless")
        .entry("lib/some.jar", Files.readAllBytes(library))
        .into(harness.plugins);

    PluginSet set = harness.load();

    assertEquals(
        PluginProblem.PLUGIN_DESCRIPTOR, HostHarness.problem(set, "careless.jar"), set::toString);
  }
}
