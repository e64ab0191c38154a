package tollgate.provider.cliproxyapi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import tollgate.api.PluginSetting;

class CliProxyApiPluginTest {

  /** What is not declared is refused by the gateway before the plugin is asked. */
  @Test
  void declaresWhatTheGuideHasPeopleSetAndThatTheKeyIsSecret() {
    List<PluginSetting> settings = new CliProxyApiPlugin().settings();

    assertEquals(
        List.of("management-url", "management-key"),
        settings.stream().map(PluginSetting::name).toList());
    assertEquals(List.of(false, true), settings.stream().map(PluginSetting::secret).toList());
  }
}
