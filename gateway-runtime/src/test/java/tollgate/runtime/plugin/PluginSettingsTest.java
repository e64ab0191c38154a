package tollgate.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.runtime.problem.PluginProblem;

/** A plugin's own settings: declared, filled in, checked, and taken live where it says so. */
class PluginSettingsTest {
  @TempDir Path folder;
  private HostHarness harness;
  private PluginSet latest = PluginSet.EMPTY;

  @BeforeEach
  void putThePlugin() {
    harness = new HostHarness(folder);
    TestJar.plugin("set")
        .body(
            """
            private PluginContext context;
            public List<PluginSetting> settings() {
              return List.of(
                  new PluginSetting("pace", "How fast.", false, true, "slow"),
                  PluginSetting.of("place", "Where.", ""),
                  new PluginSetting("word", "The password.", true, false, ""));
            }
            public void start(PluginContext given) throws Exception {
              context = given;
              say("started", given.settings());
            }
            public void changed(Map<String, String> settings) throws Exception {
              if (settings.get("pace").equals("mad")) {
                throw new IllegalArgumentException("that is too fast");
              }
              say("changed", settings);
            }
            private void say(String what, Map<String, String> settings) throws Exception {
              Files.writeString(
                  context.dataDirectory().resolve("said"), what + new TreeMap<>(settings));
            }
            """)
        .into(harness.plugins);
  }

  @AfterEach
  void end() {
    HostHarness.close(latest);
  }

  private PluginSet with(Map<String, String> settings) {
    harness.settings.put("set", settings);
    PluginSet before = latest;
    latest = harness.reload(before);
    harness.host.discard(before, latest);
    return latest;
  }

  @Test
  void defaultsAreFilledInAndSecretsMasked() {
    PluginSet set = with(Map.of("word", "open sesame"));

    assertEquals("started{pace=slow, word=open sesame}", harness.said("set"));
    List<ShownSetting> shown = set.settingsOf("set");
    assertEquals(
        List.of("pace=slow false", "place= false", "word=*** true"),
        shown.stream()
            .map(one -> one.declared().name() + "=" + one.value() + " " + one.set())
            .toList());
    assertTrue(!shown.toString().contains("sesame"), shown::toString);
  }

  @Test
  void aLiveSettingIsTakenByThePluginThatRuns() {
    PluginSet first = with(Map.of());
    LoadedPlugin running = first.loaded().getFirst();

    PluginSet second = with(Map.of("pace", "brisk"));

    assertEquals("changed{pace=brisk}", harness.said("set"));
    assertSame(running, second.loaded().getFirst());
    assertEquals("brisk", second.settingsOf("set").getFirst().value());
  }

  @Test
  void anotherSettingStartsThePluginAnew() {
    LoadedPlugin running = with(Map.of()).loaded().getFirst();

    PluginSet second = with(Map.of("place", "here"));

    assertEquals("started{pace=slow, place=here}", harness.said("set"));
    assertNotSame(running, second.loaded().getFirst());
  }

  @Test
  void aValueThatThePluginRefusesChangesNothing() {
    LoadedPlugin running = with(Map.of("pace", "brisk")).loaded().getFirst();

    PluginSet second = with(Map.of("pace", "mad"));

    assertSame(running, second.loaded().getFirst());
    assertEquals("brisk", second.settingsOf("set").getFirst().value());
    assertEquals(PluginProblem.PLUGIN_SETTING, HostHarness.problem(second, "set"));
    assertTrue(
        HostHarness.refused(second, "set").report().what().contains("that is too fast"),
        second::toString);
  }

  @Test
  void aSettingThatNobodyDeclaredIsRefusedByName() {
    PluginSet set = with(Map.of("pase", "brisk"));

    assertEquals(
        "The plugin set cannot take its settings: it has no [pase]; it has [pace, place, word].",
        HostHarness.refused(set, "set").report().what());
  }
}
