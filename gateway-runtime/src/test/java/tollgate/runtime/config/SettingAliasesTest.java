package tollgate.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingAliasesTest {

  private static final String PROVIDER =
      """
      [[provider]]
      id = "cliproxyapi"
      type = "t"
      base-url = "http://localhost:8317"
      """;

  @TempDir private Path folder;
  private Installation installation;

  @BeforeEach
  void install() throws IOException {
    installation = new Installation(folder).shippedProviders(PROVIDER);
  }

  @ParameterizedTest
  @CsvSource({
    "PROXY_HOST, ::1, listener.host, ::1",
    "PROXY_PORT, 3200, listener.port, 3200",
    "PROXY_REQUIRE_API_KEY, yes, keys.required, true",
    "PROXY_REQUIRE_API_KEY, 0, keys.required, false",
    "ADMIN_API_KEY, a-long-text, admin.token, ****",
    "AGENT_CLI_PROXY_DATA_DIR, /data, data-dir, /data",
    "DB_PATH, /data/calls.db, store.path, /data/calls.db",
    "LOG_LEVEL, warn, log.level, warn",
    "LOG_FORMAT, pretty, log.format, pretty",
    "MAX_REQUEST_BODY_BYTES, 1000, limits.max-request-body-bytes, 1KB",
    "UPSTREAM_CONNECT_TIMEOUT_MS, 2000, upstream.connect-timeout, 2s",
    "UPSTREAM_TIMEOUT_MS, 300000, upstream.head-timeout, 5m",
    "UPSTREAM_STREAM_FIRST_BYTE_TIMEOUT_MS, 1500, upstream.first-byte-timeout, 1500ms",
    "UPSTREAM_MAX_RETRIES, 1, upstream.max-retries, 1",
    "UPSTREAM_CIRCUIT_BREAKER_OPEN_AFTER_FAILURES, 3, upstream.breaker.open-after, 3",
    "UPSTREAM_CIRCUIT_BREAKER_HALF_OPEN_AFTER_MS, 1000, upstream.breaker.half-open-after, 1s",
    "PRICING_REFRESH_INTERVAL_MS, 3600000, pricing.refresh-interval, 1h",
    "QUOTA_REFRESH_INTERVAL_MS, 60000, quota.refresh-interval, 1m",
    "QUOTA_REFRESH_TIMEOUT_MS, 5000, quota.refresh-timeout, 5s",
    "COST_BACKFILL_INTERVAL_MS, 1800000, pricing.backfill-interval, 30m",
    "COST_BACKFILL_LOOKBACK_MS, 604800000, pricing.backfill-lookback, 7d",
    "COST_BACKFILL_CHUNK_SIZE, 500, pricing.backfill-chunk-size, 500",
    "CLI_PROXY_API_URL, http://10.0.0.1:8317/, provider.cliproxyapi.base-url, http://10.0.0.1:8317",
    "CLI_PROXY_API_KEY, sesame, provider.cliproxyapi.credential, ****"
  })
  void takesTheOldNameForTheSetting(String variable, String value, String path, String shown) {
    LoadedSettings loaded = installation.environment(variable, value).load();

    assertTrue(
        loaded.effective().contains(new EffectiveSetting(path, shown, "environment " + variable)),
        loaded.effective().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"CLAUDE_CODE_VERSION", "TRUST_PROXY_HEADERS", "PLANS_JSON"})
  void tellsOfAnOldNameThatHasNoEffect(String variable) {
    ConfigWarning warning = installation.environment(variable, "x").load().warnings().getFirst();

    assertEquals(variable, warning.path());
    assertTrue(warning.message().startsWith("It has no effect. "), warning.message());
  }

  @Test
  void letsTheNewNameWinAndSaysSo() {
    LoadedSettings loaded =
        installation
            .environment("PROXY_PORT", "1")
            .environment("TOLLGATE_LISTENER_PORT", "2")
            .load();

    assertEquals(2, loaded.settings().listener().port());
    assertEquals("PROXY_PORT", loaded.warnings().getFirst().path());
  }

  @Test
  void takesOldNamesFromTheFileOfVariablesAsWell() throws IOException {
    Settings settings =
        installation.toml("").envFile("CLI_PROXY_API_KEY=sesame\nNODE_ENV=production\n").settings();

    assertEquals("sesame", settings.providers().getFirst().credential().reveal());
  }

  @Test
  void warnsOfAnAddressForAProviderThatIsNotThere() throws IOException {
    List<ConfigWarning> warnings =
        installation
            .toml("[[provider]]\nid = \"mine\"\ntype = \"t\"\n")
            .environment("CLI_PROXY_API_URL", "http://x")
            .load()
            .warnings();

    assertEquals("environment CLI_PROXY_API_URL", warnings.getFirst().where());
  }

  @Test
  void pointsOnlyAtSettingsThatExistAndNamesNoneTwice() {
    var seen = new HashSet<String>();
    for (SettingAlias alias : SettingAliases.all()) {
      assertTrue(seen.add(alias.variable()), alias.variable());
      assertTrue(
          alias.isIgnored()
              ? !alias.remark().isEmpty()
              : alias.path().startsWith("provider.") || SettingTable.find(alias.path()).isPresent(),
          alias.variable());
    }
  }
}
