package tollgate.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.api.pricing.Rate;
import tollgate.api.pricing.RateUnit;
import tollgate.runtime.event.Level;
import tollgate.runtime.event.LogFormat;

/** The two halves every setting needs: its default, and its way from the file into the record. */
class SettingsTest {

  private static final String EVERY_SETTING =
      """
      data-dir = "/var/lib/tollgate"
      [listener]
      host = "::1"
      port = 4100
      idle-timeout = "30s"
      head-timeout = "5s"
      body-timeout = "1m"
      max-connections = 50
      per-client = 7
      tls-certificate = "own.pem"
      tls-key = "/etc/own.key"
      trusted-proxies = ["10.0.0.0/8", "::1"]
      forwarded-by = "forwarded"
      [limits]
      max-request-body-bytes = "1MiB"
      max-request-head-bytes = 8192
      max-concurrent-calls = 7
      calls-per-client = 30
      [upstream]
      connect-timeout = "300ms"
      head-timeout = "2m"
      first-byte-timeout = "3m"
      idle-timeout = "4m"
      total-timeout = "2h"
      max-retries = 0
      max-connections = 50
      keep-idle = "10s"
      proxy = "http://proxy.example:3128"
      no-proxy = ["inside.example"]
      ca-file = "ca.pem"
      [upstream.breaker]
      open-after = 9
      half-open-after = "1s"
      [store]
      path = "calls.db"
      durability = "process"
      readers = 4
      [store.retention]
      calls = "forever"
      attempts = "1d"
      [keys]
      required = true
      [admin]
      token-path = "token"
      token = "a-long-random-text"
      require-token = true
      allow-remote = true
      allowed-hosts = ["gate.example", "10.0.0.1"]
      account-prefix = "elder_"
      session-idle = "20m"
      session-lifetime = "8h"
      login-window = "2m"
      login-attempts = 3
      requests-per-minute = 60
      [quota]
      refresh-interval = "10m"
      refresh-timeout = "3s"
      keep = "7d"
      [pricing]
      offline = true
      refresh-interval = "5m"
      backfill-interval = "1m"
      backfill-lookback = "1d"
      backfill-chunk-size = 7
      sources = ["second", "first"]
      overrides = '{"m":{"input":1.25,"output":10}}'
      aliases = '{"n":"m"}'
      [providers]
      json = '{"providers":[]}'
      file = "custom.json"
      [plugins]
      dir = "/opt/plugins"
      allowed = ["ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB"]
      [policies]
      dir = "/opt/policies"
      [log]
      level = "debug"
      format = "pretty"
      queue-lines = 500
      file = "gate.log"
      rotate-size = "20KB"
      rotate-after = "1h"
      keep-files = 3
      keep-for = "2d"
      keep-total = "50KB"
      [alerts]
      urls = ["http://far.example/hook?x=1"]
      secret = "sesame"
      kinds = ["budget", "disk-low"]
      repeat-after = "5m"
      allow-http = true
      disk-free = "5KB"
      [backup]
      every = "6h"
      keep = 3
      dir = "/opt/backups"
      [ready]
      providers = ["a"]
      prices-max-age = "3h"
      [metrics]
      older-names = true
      [telemetry]
      endpoint = "http://127.0.0.1:4318"
      headers = "a=b"
      service-name = "gate"
      interval = "10s"
      [shutdown]
      drain-time = "0s"
      """;

  @TempDir private Path folder;
  private Installation installation;

  @BeforeEach
  void install() throws IOException {
    installation = new Installation(folder).file("home/conf/ca.pem", Installation.pem());
  }

  private OperationSettings standardOperation() {
    return new OperationSettings(
        new OperationSettings.Alerts(
            List.of(), Secret.NONE, List.of(), Duration.ofHours(1), 1_000_000_000),
        new OperationSettings.Readiness(List.of(), Duration.ofDays(2)),
        "",
        Optional.empty(),
        new OperationSettings.Backup(Duration.ZERO, 7, installation.data().resolve("backups")));
  }

  private Settings.Log everyLog() {
    return new Settings.Log(
        Level.DEBUG,
        LogFormat.PRETTY,
        500,
        Optional.of(
            new Settings.Log.File(
                installation.conf().resolve("gate.log"),
                20_000,
                Duration.ofHours(1),
                3,
                Duration.ofDays(2),
                50_000)));
  }

  private static OperationSettings everyOperation() {
    return new OperationSettings(
        new OperationSettings.Alerts(
            List.of(URI.create("http://far.example/hook?x=1")),
            new Secret("sesame"),
            List.of("budget", "disk-low"),
            Duration.ofMinutes(5),
            5_000),
        new OperationSettings.Readiness(List.of("a"), Duration.ofHours(3)),
        "agent_cli_proxy_",
        Optional.of(
            new OperationSettings.Telemetry(
                URI.create("http://127.0.0.1:4318"),
                new Secret("a=b"),
                "gate",
                Duration.ofSeconds(10))),
        new OperationSettings.Backup(Duration.ofHours(6), 3, Path.of("/opt/backups")));
  }

  @Test
  void hasADefaultForEverySetting() {
    assertEquals(
        new Settings(
            installation.data(),
            new Settings.Listener(
                "127.0.0.1",
                3100,
                Duration.ofMinutes(5),
                new Settings.Listener.Bounds(
                    Duration.ofSeconds(30), Duration.ofMinutes(10), 20_000, 1_000),
                Optional.empty(),
                List.of(),
                ForwardedBy.X_FORWARDED),
            new Settings.Limits(25_000_000, 64_000, 10_000, 0),
            new Settings.Upstream(
                new Settings.Upstream.Timeouts(
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(15),
                    Duration.ofMinutes(15),
                    Duration.ofMinutes(5),
                    Duration.ofHours(1)),
                2,
                10_000,
                Duration.ofMinutes(1),
                new Settings.Upstream.Breaker(5, Duration.ofSeconds(30))),
            new Settings.Store(
                installation.data().resolve("tollgate.db"),
                Durability.FULL,
                2,
                new Settings.Store.Retention(Duration.ofDays(365), Duration.ofDays(90))),
            KeyRequirement.AUTO,
            standardAdmin(),
            new Settings.Pricing(
                false,
                Duration.ofHours(6),
                List.of(),
                List.of(),
                Map.of(),
                new Settings.Pricing.Backfill(Duration.ofMinutes(30), Duration.ofDays(7), 500)),
            new Settings.Quota(Duration.ofMinutes(5), Duration.ofSeconds(15), Duration.ofDays(30)),
            new Settings.Plugins(folder.resolve("home/plugins"), List.of(), Map.of()),
            installation.data().resolve("policies"),
            new Settings.Log(Level.INFO, LogFormat.JSON, 10_000, Optional.empty()),
            standardOperation(),
            Duration.ofSeconds(10),
            List.of(),
            List.of()),
        installation.settings());
  }

  private Settings.Admin standardAdmin() {
    return new Settings.Admin(
        installation.data().resolve("admin-token"),
        Secret.NONE,
        false,
        false,
        List.of(),
        "cliproxy_",
        new Settings.Admin.Login(
            Duration.ofHours(12), Duration.ofDays(7), Duration.ofMinutes(1), 5),
        6_000);
  }

  private Settings.Listener everyListenerSetting() {
    return new Settings.Listener(
        "::1",
        4100,
        Duration.ofSeconds(30),
        new Settings.Listener.Bounds(Duration.ofSeconds(5), Duration.ofMinutes(1), 50, 7),
        Optional.of(
            new Settings.Listener.Tls(
                installation.conf().resolve("own.pem"), Path.of("/etc/own.key"))),
        List.of(
            new Network(InetAddress.ofLiteral("10.0.0.0"), 8),
            new Network(InetAddress.ofLiteral("::1"), 128)),
        ForwardedBy.FORWARDED);
  }

  private Settings.Admin everyAdminSetting() {
    return new Settings.Admin(
        installation.conf().resolve("token"),
        new Secret("a-long-random-text"),
        true,
        true,
        List.of("gate.example", "10.0.0.1"),
        "elder_",
        new Settings.Admin.Login(
            Duration.ofMinutes(20), Duration.ofHours(8), Duration.ofMinutes(2), 3),
        60);
  }

  @Test
  void takesEverySettingFromTheFile() throws IOException {
    assertEquals(
        new Settings(
            Path.of("/var/lib/tollgate"),
            everyListenerSetting(),
            new Settings.Limits(1 << 20, 8_192, 7, 30),
            new Settings.Upstream(
                new Settings.Upstream.Timeouts(
                    Duration.ofMillis(300),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(3),
                    Duration.ofMinutes(4),
                    Duration.ofHours(2)),
                0,
                50,
                Duration.ofSeconds(10),
                new Settings.Upstream.Breaker(9, Duration.ofSeconds(1))),
            new Settings.Store(
                installation.conf().resolve("calls.db"),
                Durability.PROCESS,
                4,
                new Settings.Store.Retention(DurationKind.FOREVER, Duration.ofDays(1))),
            KeyRequirement.TRUE,
            everyAdminSetting(),
            new Settings.Pricing(
                true,
                Duration.ofMinutes(5),
                List.of("second", "first"),
                List.of(
                    new Rate(
                        "", "m", RateUnit.INPUT, new BigDecimal("1.25"), 0, "", LocalDate.EPOCH),
                    new Rate("", "m", RateUnit.OUTPUT, BigDecimal.TEN, 0, "", LocalDate.EPOCH)),
                Map.of("n", "m"),
                new Settings.Pricing.Backfill(Duration.ofMinutes(1), Duration.ofDays(1), 7)),
            new Settings.Quota(Duration.ofMinutes(10), Duration.ofSeconds(3), Duration.ofDays(7)),
            new Settings.Plugins(Path.of("/opt/plugins"), List.of("ab".repeat(32)), Map.of()),
            Path.of("/opt/policies"),
            everyLog(),
            everyOperation(),
            Duration.ZERO,
            List.of(),
            List.of()),
        installation.toml(EVERY_SETTING).settings());
  }

  @Test
  void leavesNoSettingOutOfTheseTests() throws IOException {
    List<EffectiveSetting> defaults = installation.load().effective();
    List<EffectiveSetting> others = installation.toml(EVERY_SETTING).load().effective();

    for (int i = 0; i < defaults.size(); i++) {
      EffectiveSetting setting = defaults.get(i);
      assertEquals("default", setting.origin());
      assertNotEquals("default", others.get(i).origin(), setting.path() + " is missing above");
      assertNotEquals(setting.value(), others.get(i).value(), setting.path());
    }
  }

  @Test
  void takesEverySettingFromItsVariable() throws IOException {
    List<EffectiveSetting> fromFile = installation.toml(EVERY_SETTING).load().effective();
    Map<String, String> hidden =
        Map.of(
            "admin.token", "a-long-random-text",
            "providers.json", "{\"providers\":[]}",
            "alerts.urls", "http://far.example/hook?x=1",
            "telemetry.headers", "a=b");
    var other =
        new Installation(folder.resolve("other")).file("working/ca.pem", Installation.pem());
    for (EffectiveSetting setting : fromFile) {
      other.environment(
          Setting.variable(setting.path()), hidden.getOrDefault(setting.path(), setting.value()));
    }

    List<EffectiveSetting> fromVariables = other.load().effective();

    for (int i = 0; i < fromFile.size(); i++) {
      assertEquals(fromFile.get(i).value(), fromVariables.get(i).value(), fromFile.get(i).path());
      assertEquals(
          "environment " + Setting.variable(fromFile.get(i).path()), fromVariables.get(i).origin());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "auto, 127.0.0.1, false",
    "auto, localhost, false",
    "auto, ::1, false",
    "auto, 0.0.0.0, true",
    "auto, gate.example, true",
    "true, 127.0.0.1, true",
    "false, 127.0.0.1, false"
  })
  void asksClientsForKeysWhereOthersCanReachIt(String required, String host, boolean keys) {
    Settings settings =
        installation.flag("keys.required", required).flag("listener.host", host).settings();

    assertEquals(keys, settings.clientsNeedKeys());
  }

  @Test
  void neverShowsASecret() throws IOException {
    LoadedSettings loaded =
        installation
            .toml(
                """
                [admin]
                token = "hidden-0"
                [[provider]]
                id = "p"
                type = "t"
                base-url = "https://up.example"
                credential = "hidden-1"
                client-secret = "hidden-2"
                [provider.headers]
                X-Api-Key = "hidden-3"
                [plugin."tool.x"]
                token = "hidden-4"
                """)
            .load();

    assertFalse(loaded.toString().contains("hidden-"), loaded.toString());
    assertTrue(loaded.effective().toString().contains("path=provider.p.credential, value=****"));
    assertEquals("hidden-1", loaded.settings().providers().getFirst().credential().reveal());
  }
}
