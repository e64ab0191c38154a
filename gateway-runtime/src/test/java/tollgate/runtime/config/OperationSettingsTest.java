package tollgate.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.runtime.alert.AlertKind;

/** What deserves a no among the settings for looking after a gateway. */
class OperationSettingsTest {
  @TempDir private Path folder;
  private Installation installation;

  @BeforeEach
  void install() throws IOException {
    installation = new Installation(folder);
  }

  @Test
  void knowsEveryKindOfAlert() {
    Set<String> words =
        Arrays.stream(AlertKind.values())
            .filter(kind -> kind != AlertKind.TEST)
            .map(AlertKind::word)
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(words, SettingChecks.ALERT_KINDS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TOLLGATE_ALERTS_URLS      | http://far.example/hook | has an http:// address on another",
        "TOLLGATE_ALERTS_URLS      | nowhere                 | which is not a list, each an http",
        "TOLLGATE_ALERTS_KINDS     | budget,nothing          | names nothing, which there is not",
        "TOLLGATE_ALERTS_SECRET    | whsec_?                 | what follows is not base64",
        "TOLLGATE_TELEMETRY_HEADERS | key                    | is no list of fields"
      })
  void refuses(String variable, String value, String words) {
    installation
        .environment("TOLLGATE_TELEMETRY_ENDPOINT", "http://localhost:4318")
        .environment(variable, value);

    String told = installation.problems().getFirst().what();

    assertTrue(told.contains(words), told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://far.example/x?y", "http://127.0.0.1:9/x", "http://[::1]:9/x"})
  void takesAddressesThatNobodyElseCanReadAlong(String url) {
    LoadedSettings loaded = installation.environment("TOLLGATE_ALERTS_URLS", url).load();

    assertEquals(url, loaded.settings().operation().alerts().urls().getFirst().toString());
    assertFalse(
        loaded.effective().stream().anyMatch(one -> one.value().contains("/x")),
        "only the host is shown");
  }

  @Test
  void plainAddressesAreTakenWhereTheOperatorSaysSo() {
    installation
        .environment("TOLLGATE_ALERTS_URLS", "http://far.example/hook")
        .environment("TOLLGATE_ALERTS_ALLOW_HTTP", "true");

    assertEquals(1, installation.settings().operation().alerts().urls().size());
  }
}
