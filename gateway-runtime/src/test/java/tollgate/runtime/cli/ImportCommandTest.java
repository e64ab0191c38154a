package tollgate.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.runtime.ledger.Calls;
import tollgate.runtime.ledger.LedgerHouse;

/** What other gateways have, taken over into files that no gateway has open. */
class ImportCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String data, String... words) throws IOException {
    Path file = folder.resolve("gate.toml");
    Files.writeString(file, "");
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--config", file.toString()));
    all.addAll(List.of("--data-dir", folder.resolve(data).toString()));
    out.getBuffer().setLength(0);
    return new CommandShell(
            new GatewayProgram(), new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  private Path older(String schema) throws Exception {
    Path file = folder.resolve("proxy.db");
    try (InputStream script = getClass().getResourceAsStream("/older/" + schema + ".sql");
        var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      String text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
      for (String sql : text.split(";\n", -1)) {
        if (!sql.isBlank()) {
          statement.execute(sql);
        }
      }
    }
    return file;
  }

  private List<String> ask(String data, String sql) {
    try (LedgerHouse house = LedgerHouse.at(folder.resolve(data + "/tollgate.db"))) {
      return house.list(sql);
    }
  }

  private static final String ROWS =
      "SELECT origin, state, tool, instance, session, key_name, model, account, input_tokens,"
          + " cache_read_tokens, output_tokens, cost_nanos, cost_status, total_nanos / 1000000"
          + " FROM call ORDER BY arrived_at";

  @Test
  void takesOverTheLaterSchemaWithItsKeysAndTellsWhatItLeaves() throws Exception {
    Path older = older("later");
    execute("data", "db", "init");

    assertEquals(ExitCodes.FAILED, execute("data", "import", "--dry-run", older.toString()));
    String dry = out.toString();
    assertEquals(List.of(), ask("data", ROWS));
    assertEquals(
        ExitCodes.FAILED, execute("data", "import", older.toString()), () -> out + err.toString());

    assertTrue(dry.contains("Keys: would take 1, there already 0, revoked and left 1"), dry);
    assertTrue(dry.contains("Calls: would take 4, there already 0, refused 0;"), dry);
    assertTrue(out.toString().contains("Calls: took 4, "), out::toString);
    assertTrue(out.toString().contains("Records that cannot be read: 1\n"), out::toString);
    assertTrue(out.toString().contains("passed over row 6: started_at is no instant"));
    assertTrue(out.toString().contains("passed over 1 calls that had not ended"), out::toString);
    assertEquals(
        List.of(
            "import:proxy settled plow barn s-1 laptop large-2026 ada@example.com"
                + " 25 400 12 750000 ok 1500",
            "import:proxy settled unknown    small  60 40 50 700000 ok 700",
            "import:proxy settled plow    nobody-knows  10 0 5 null unpriced 90",
            "import:proxy failed plow    small  0 0 0 0 none 5"),
        ask("data", ROWS));
    assertEquals(
        List.of("laptop aaaaaaaa provider local"),
        ask(
            "data",
            "SELECT name, prefix, kind, value FROM managed_key JOIN managed_key_term ON id ="
                + " key_id"));
    assertEquals(
        List.of("1"),
        ask("data", "SELECT count(*) FROM call JOIN managed_key ON managed_key.id = key_id"));
    assertEquals(ExitCodes.DONE, execute("data", "ledger", "verify"), out::toString);
  }

  @Test
  void takesOverTheEarlierSchemaAndKnowsItAgain() throws Exception {
    Path older = older("earlier");

    assertEquals(ExitCodes.DONE, execute("data", "import", older.toString()), err::toString);
    assertEquals(
        ExitCodes.DONE,
        execute("data", "import", "--source", "again", older.toString()),
        err::toString);

    assertTrue(out.toString().contains("Calls: took 0, there already 2, "), out::toString);
    assertEquals(
        List.of(
            "import:proxy settled plow barn   small ada@example.com 60 40 50 700000 ok 700",
            "import:proxy aborted plow barn   small  0 0 0 0 none 30"),
        ask("data", ROWS));
    assertEquals(ExitCodes.DONE, execute("data", "report", "2026-04-05..2026-04-06"));
    assertTrue(out.toString().contains("Calls   2: 0 failed (0%), 1 aborted"), out::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsonl", "csv"})
  void anExportComesBackAsItLeft(String format) throws Exception {
    Files.createDirectories(folder.resolve("one"));
    try (LedgerHouse house = LedgerHouse.at(folder.resolve("one/tollgate.db"))) {
      Calls calls = Calls.at(house).key("key-1").by("=a \"tool\",\n'of' ours", "s\"1");
      house.ledger().open(calls.next()).settle(Calls.settled("0.015"));
      house.ledger().open(calls.next()).settle(Calls.failed());
      house.ledger().refuse(calls.next(), 402, "budget.spent", "no").await();
    }
    Path file = folder.resolve("calls." + format);
    execute("one", "export", "--format", format, "--output", file.toString());

    assertEquals(ExitCodes.DONE, execute("two", "import", file.toString()), () -> out + "" + err);
    assertTrue(out.toString().contains("Calls: took 3, "), out::toString);
    Path again = folder.resolve("again." + format);
    execute("two", "export", "--format", format, "--output", again.toString());

    assertEquals(
        Files.readString(file), Files.readString(again).replace("import:calls", "gateway"));
    assertEquals(ExitCodes.DONE, execute("two", "ledger", "verify"), out::toString);
  }

  private static String called(int number) {
    return "01hzy0000000000000000000%02d".formatted(number);
  }

  @Test
  void linesThatAreNoCallsAreCountedAndTheRestComes() throws Exception {
    String good =
        "{\"call_id\":\"%s\",\"state\":\"settled\",\"arrived_at\":\"2026-01-01T00:00:00Z\","
            + "\"cost_usd\":0,\"cost_status\":\"none\"}\n";
    Path file = folder.resolve("calls.jsonl");
    Files.writeString(
        file,
        good.formatted(called(0)) + "{}\n".repeat(30) + "[]\n\n{\n" + good.formatted(called(1)));

    assertEquals(ExitCodes.FAILED, execute("data", "import", file.toString()), err::toString);

    assertTrue(out.toString().contains("Calls: took 2, "), out::toString);
    assertTrue(out.toString().contains("Records that cannot be read: 32\n"), out::toString);
    assertTrue(out.toString().contains("passed over line 2: it has no call_id\n"), out::toString);
    assertTrue(out.toString().contains("passed over 12 more\n"), out::toString);
  }

  @Test
  void aQuoteThatIsNotClosedSwallowsNoMoreThanARecord() throws Exception {
    String good = "%s,settled,2026-01-01T00:00:00Z,0,none\n";
    Path file = folder.resolve("calls.csv");
    Files.writeString(
        file,
        "call_id,state,arrived_at,cost_usd,cost_status\n"
            + good.formatted(called(0))
            + "\""
            + "x".repeat(999).concat("\n").repeat(1_010)
            + good.formatted(called(1)));

    assertEquals(ExitCodes.FAILED, execute("data", "import", file.toString()), err::toString);

    assertTrue(out.toString().contains("Calls: took 2, "), out::toString);
    assertTrue(out.toString().contains("passed over line 3: it is longer than "), out::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"local\"", "{\"local\":true}", "local"})
  void aKeyWhoseLimitCannotBeReadDoesNotComeWithoutIt(String limit) throws Exception {
    Path older = older("later");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + older);
        var statement = connection.prepareStatement("UPDATE api_keys SET allowed_providers = ?")) {
      statement.setString(1, limit);
      statement.executeUpdate();
    }

    assertEquals(ExitCodes.WRONG_USE, execute("data", "import", older.toString()));

    assertTrue(
        err.toString().contains("allowed_providers of the key aaaaaaaa laptop is no list"),
        err::toString);
    assertEquals(List.of("0"), ask("data", "SELECT count(*) FROM managed_key"));
    assertEquals(List.of(), ask("data", ROWS));
  }

  @Test
  void takesOverTheVariablesItKnowsAndTellsNoValue() throws Exception {
    Path foreign = folder.resolve("foreign.env");
    Files.writeString(
        foreign,
        """
        # an older proxy's
        PROXY_PORT=4100
        export CLI_PROXY_API_KEY="secret key 0815"
        DB_PATH=/var/old/proxy.db
        DASHBOARD_SESSION_SECRET=canary
        UPSTREAM_TIMEOUT_MS=90000
        SOMETHING_ELSE=1
        """);
    Path own = folder.resolve(".env");
    Files.writeString(own, "UPSTREAM_TIMEOUT_MS=5000");

    assertEquals(ExitCodes.DONE, execute("data", "import", "--dry-run", foreign.toString()));
    assertEquals("UPSTREAM_TIMEOUT_MS=5000", Files.readString(own));
    assertEquals(ExitCodes.DONE, execute("data", "import", foreign.toString()), err::toString);

    String told = out.toString();
    assertTrue(told.contains("takes   PROXY_PORT, which is listener.port"), told);
    assertTrue(told.contains("leaves  UPSTREAM_TIMEOUT_MS: has another value there"), told);
    assertTrue(told.contains("leaves  DB_PATH: this gateway keeps its data"), told);
    assertTrue(told.contains("leaves  SOMETHING_ELSE: is no setting"), told);
    assertFalse(told.contains("0815"), told);
    assertEquals(
        "UPSTREAM_TIMEOUT_MS=5000\nPROXY_PORT=4100\nCLI_PROXY_API_KEY='secret key 0815'\n",
        Files.readString(own));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(own)));
    assertEquals(ExitCodes.DONE, execute("data", "import", foreign.toString()));
    assertTrue(out.toString().contains("Took 0 of 6 variables"), out::toString);
  }

  @Test
  void refusesWhatItCannotMakeOut() throws Exception {
    Path other = folder.resolve("other.db");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + other);
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE weather (day TEXT)");
    }

    assertEquals(ExitCodes.WRONG_USE, execute("data", "import", other.toString()));
    assertEquals(ExitCodes.WRONG_USE, execute("data", "import", folder.resolve("no").toString()));
    Files.writeString(folder.resolve("x.json"), "{\"a\":1}");
    assertEquals(
        ExitCodes.WRONG_USE, execute("data", "import", folder.resolve("x.json").toString()));
    assertFalse(Files.exists(folder.resolve("data/tollgate.db")));
  }
}
