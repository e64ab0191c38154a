package tollgate.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.GatewayPlugin;
import tollgate.api.PluginSetting;
import tollgate.api.net.DocumentReader;

/**
 * What every packaged plugin must do, whatever it brings. Extended by the contract of each kind; a
 * plugin extends those.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class PluginContract {

  @TempDir Path dataDirectory;

  private PackagedPlugin packaged;

  /** For subclasses; the jar is loaded before the first test. */
  protected PluginContract() {}

  /** Where the packaged jar is; by default the only plugin jar in {@code target}. */
  protected Path jar() {
    return PackagedPlugin.find(Path.of("target"));
  }

  /** The folder of the golden cases. */
  protected Path cases() {
    return Path.of("src", "test", "resources");
  }

  /** The settings the plugin is started with. */
  protected Map<String, String> settings() {
    return Map.of();
  }

  /** What the plugin finds on the web; nothing, unless a test says so. */
  protected DocumentReader documents() {
    return RecordedDocument.none();
  }

  /** How many contributions of the contract's kind the jar brings. */
  abstract int contributions();

  /** The plugin under test, started. */
  protected final GatewayPlugin plugin() {
    return packaged.plugin();
  }

  final List<GoldenCase> goldenCases(Predicate<GoldenCase> wanted) {
    return GoldenCase.in(cases(), wanted);
  }

  static <T> Stream<DynamicTest> each(List<T> inputs, ThrowingConsumer<T> test) {
    return inputs.stream()
        .map(input -> DynamicTest.dynamicTest(input.toString(), () -> test.accept(input)));
  }

  @BeforeAll
  final void loadAndStart() throws Exception {
    packaged = PackagedPlugin.load(jar());
    plugin()
        .start(
            new TestContext(
                packaged.attribute("Plugin-Id"), dataDirectory, allSettings(), documents()));
  }

  /** As the gateway hands them over: defaults filled in. */
  private Map<String, String> allSettings() {
    var all = new HashMap<String, String>();
    for (PluginSetting setting : plugin().settings()) {
      if (!setting.defaultValue().isEmpty()) {
        all.put(setting.name(), setting.defaultValue());
      }
    }
    all.putAll(settings());
    return Map.copyOf(all);
  }

  @AfterAll
  final void closeAndLeaveNothingBehind() {
    ClassLoader loader = plugin().getClass().getClassLoader();
    plugin().close();
    List<String> threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getContextClassLoader() == loader)
            .map(Thread::getName)
            .toList();
    assertEquals(List.of(), threads, "threads the plugin started and did not end");
  }

  @Test
  public void describesItselfInItsManifest() {
    assertTrue(
        packaged.attribute("Plugin-Id").matches("[a-z0-9]+([.-][a-z0-9]+)*"),
        "Plugin-Id is dotted lower case, for example tool.acme");
    assertTrue(
        packaged.attribute("Plugin-Version").matches("\\d+\\.\\d+\\.\\d+.*"),
        "Plugin-Version is a semantic version");
    assertFalse(
        packaged.attribute("Plugin-Requires").isEmpty(),
        "Plugin-Requires tells the range of API versions, for example >=1.0.0 & <2.0.0");
  }

  @Test
  public void declaresTheSettingsItTakes() {
    List<String> names = plugin().settings().stream().map(PluginSetting::name).toList();
    assertEquals(
        List.of(),
        names.stream().filter(name -> !name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")).toList(),
        "names that are not kebab-case");
    assertEquals(
        List.of(),
        settings().keySet().stream().filter(name -> !names.contains(name)).toList(),
        "settings of this test that the plugin does not declare");
  }

  @Test
  public void keepsItsClassesToItself() {
    assertEquals(
        List.of(),
        packaged.descriptor().exports().stream().map(Object::toString).toList(),
        "packages exported: nobody can use them");
  }

  @Test
  public void bringsWhatItIsHeldTo() {
    assertTrue(contributions() > 0, "the jar brings nothing of the kind this contract is about");
  }

  @Test
  public void isHeldToTheContractOfEveryKindItBrings() {
    assertEquals(List.of(), Contracts.missing(getClass(), plugin()));
  }
}
