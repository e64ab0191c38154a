package tollgate.dist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.dist.kit.GatewayProcess;
import tollgate.dist.kit.GatewayProcess.Ended;
import tollgate.dist.kit.GatewaySettings;

/** A start that cannot be: says what, where and how to mend it, and touches nothing. */
class RefusedStartIT {
  private static final int FAILED = 1;
  private static final int WRONG_USE = 2;

  @TempDir private Path folder;

  private GatewayProcess.Plan plan() {
    return GatewayProcess.in(folder).with(GatewaySettings.empty().text());
  }

  private Path database() throws Exception {
    return Files.createDirectories(plan().data()).resolve("tollgate.db");
  }

  private static String assertRefused(Ended ended, int status, String code) {
    String all = ended.output() + ended.errors();
    assertEquals(status, ended.status(), all);
    assertTrue(all.contains(code), all);
    assertFalse(all.contains("\tat "), all);
    assertFalse(all.contains("Exception"), all);
    return all;
  }

  @Test
  void aDamagedDatabaseIsRefusedAndLeftAsItIs() throws Exception {
    byte[] damaged =
        "SQLite format 3\0 and then nothing of the kind"
            .repeat(300)
            .getBytes(StandardCharsets.UTF_8);
    Files.write(database(), damaged);

    String said = assertRefused(plan().startInVain(), FAILED, "store.corrupt");

    assertTrue(said.contains("Restore a backup"), said);
    assertArrayEquals(damaged, Files.readAllBytes(database()));
  }

  @Test
  void aDatabaseThatIsNoneIsRefusedAndLeftAsItIs() throws Exception {
    byte[] none = "Dear diary".getBytes(StandardCharsets.UTF_8);
    Files.write(database(), none);

    assertRefused(plan().startInVain(), FAILED, "store.");

    assertArrayEquals(none, Files.readAllBytes(database()));
  }

  @Test
  void aNewerDatabaseIsRefusedAndLeftAsItIs() throws Exception {
    try (GatewayProcess gateway = plan().start()) {
      gateway.terminate();
      gateway.awaitEnd();
    }
    change(
        "INSERT INTO schema_history SELECT max(installed_rank) + 1, '9999', 'from the"
            + " future', 'SQL', 'V9999__future.sql', 1, 'x', datetime(), 1, 1"
            + " FROM schema_history");
    byte[] newer = Files.readAllBytes(database());

    String said = assertRefused(plan().startInVain(), FAILED, "store.newer");

    assertTrue(said.contains("9999"), said);
    assertArrayEquals(newer, Files.readAllBytes(database()));
  }

  @Test
  void aDatabaseOfAnotherProgramIsRefusedAndLeftAsItIs() throws Exception {
    change("CREATE TABLE recipes (name TEXT)");
    byte[] foreign = Files.readAllBytes(database());

    assertRefused(plan().startInVain(), FAILED, "store.foreign");

    assertArrayEquals(foreign, Files.readAllBytes(database()));
  }

  private void change(String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void twoGatewaysDoNotShareADatabase() throws Exception {
    try (GatewayProcess first = plan().start()) {
      assertRefused(plan().startInVain(), FAILED, "store.locked");

      assertEquals(200, first.see("/health").status());
    }
  }

  @Test
  void anAddressInUseIsTold() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ended ended =
          GatewayProcess.run(
              Map.of("TOLLGATE_PRICING_OFFLINE", "true"),
              "run",
              "--port",
              Integer.toString(taken.getLocalPort()),
              "--data-dir",
              folder.toString());

      String said = assertRefused(ended, WRONG_USE, "listener.in_use");
      assertTrue(said.contains(Integer.toString(taken.getLocalPort())), said);
    }
  }

  @Test
  void everyWrongSettingIsToldAtOnceWithItsLine() throws Exception {
    String settings =
        """
        [upsteam]
        connect-timeout = "5s"

        [limits]
        max-concurrent-calls = "many"

        [upstream]
        head-timeout = "soon"

        [[provider]]
        id = "UPPER CASE"
        type = "cliproxyapi"
        """;

    String said =
        assertRefused(plan().with(settings).startInVain(), WRONG_USE, "config.unknown_setting");

    assertTrue(said.contains("upstream"), said);
    assertTrue(said.contains("many"), said);
    assertTrue(said.contains("soon"), said);
    assertTrue(said.contains("provider.invalid"), said);
    assertTrue(said.contains("tollgate.toml"), said);
    assertTrue(said.contains("line 5") || said.contains(":5"), said);
  }

  @Test
  void everyErrorOfAProvidersDocumentIsToldAtOnceWithTheTypesThereAre() throws Exception {
    String types = "must be one of anthropic, cliproxyapi, demo, gemini, openai-compatible";
    String entry =
        "{\"id\": \"a\", \"type\": \"oracle\", \"paths\": [\"/v1/x\"],"
            + " \"upstreamBaseUrl\": \"https://a.example\", \"auth\": \"%s\"}";

    String said =
        assertRefused(
            plan().with(document(entry.formatted("basic"))).startInVain(),
            WRONG_USE,
            "config.providers");
    String typeAlone =
        assertRefused(
            plan().with(document(entry.formatted("none"))).startInVain(),
            WRONG_USE,
            "provider.invalid");

    assertTrue(said.contains("providers[0].auth: must be one of none, preserve, bearer"), said);
    assertTrue(said.contains("providers[0].type: " + types), said);
    assertTrue(typeAlone.contains("providers[0].type: " + types), typeAlone);
  }

  private static String document(String entry) {
    return "providers.json = '{\"providers\": [" + entry + "]}'\n";
  }

  @Test
  void aSettingsFileThatIsNoTomlIsTold() throws Exception {
    String said =
        assertRefused(plan().with("[listener\nport = ").startInVain(), WRONG_USE, "config.syntax");

    assertTrue(said.contains("tollgate.toml"), said);
  }

  @Test
  void aSettingsFileThatIsNotThereIsTold() throws Exception {
    Ended ended =
        GatewayProcess.run(
            Map.of(),
            "run",
            "--port",
            "0",
            "--data-dir",
            folder.toString(),
            "--config",
            folder.resolve("nothing.toml").toString());

    assertRefused(ended, WRONG_USE, "config.unreadable");
  }

  @Test
  void aSecretInTheSettingsIsNeverPrinted() throws Exception {
    String settings =
        """
        [upsteam]
        x = 1
        [[provider]]
        id = "fake"
        type = "nobody"
        base-url = "http://127.0.0.1:9"
        credential = "very-secret-0815"
        """;

    Ended ended = plan().with(settings).startInVain();

    assertFalse((ended.output() + ended.errors()).contains("very-secret-0815"), ended::output);
  }

  @Test
  void anUnknownCommandIsTold() throws Exception {
    Ended ended = GatewayProcess.run(Map.of(), "rum");

    assertEquals(WRONG_USE, ended.status(), ended::errors);
    assertFalse(ended.errors().contains("\tat "), ended::errors);
  }
}
