package tollgate.runtime.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.json.Json;
import tollgate.api.usage.TokenCounts;
import tollgate.runtime.ledger.Calls;
import tollgate.runtime.ledger.LedgerHouse;
import tollgate.runtime.session.SessionId;
import tollgate.runtime.session.SessionWish;
import tollgate.runtime.session.SessionWish.Order;

/** Sessions in the words of docs/reference/sessions.md. */
@Timeout(60)
class SessionReportsTest {
  private static final SessionWish ALL =
      new SessionWish(
          Map.of(), Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"), false, Order.LAST, "", 1);

  private static final Pattern MEMBER = Pattern.compile("\"(\\w+)\":");

  @TempDir Path folder;

  private LedgerHouse house;
  private SessionReports reports;
  private Calls calls;

  @BeforeEach
  void open() {
    house = LedgerHouse.at(folder.resolve("ledger.db"));
    reports = new LedgerReports(house.database().reads(), house).sessions();
    calls = Calls.at(house);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void writesAPageAndWhereItGoesOn() {
    house.ledger().open(calls.by("rake", "r/1").next()).settle(Calls.settled("0.01"));
    house.advance(Duration.ofSeconds(1));
    house
        .ledger()
        .open(calls.instance("laptop").key("k1").result("aa").next())
        .settle(Calls.settled(new TokenCounts(50, 20, 10, 3, 2, 5, 0, 0), "0.25"));
    house.flush();

    assertEquals(
        "{\"sessions\":[{\"id\":\"plow/s1\",\"tool\":\"plow\",\"session\":\"s1\",\"parent\":null,"
            + "\"instance\":\"laptop\",\"key_id\":\"k1\",\"provider\":\"field\","
            + "\"account\":\"farmer@example.test\",\"model\":\"large-2026\","
            + "\"first_call_at\":\"2026-11-21T12:00:01.123Z\","
            + "\"last_call_at\":\"2026-11-21T12:00:01.123Z\",\"running\":0,\"calls\":1,"
            + "\"failed\":0,\"aborted\":0,\"refused\":0,\"in_doubt\":0,\"unpriced\":0,"
            + "\"tokens\":{\"input\":50,\"output\":20,\"cache_read\":10,\"cache_write_5m\":3,"
            + "\"cache_write_1h\":2,\"reasoning\":5,\"audio_in\":0,\"audio_out\":0,\"total\":85},"
            + "\"searches\":0,\"cost_usd\":0.25,\"cost_status\":\"ok\",\"steps\":1,"
            + "\"repetition\":{\"now\":1,\"longest\":1,\"most\":1},\"usd_per_hour\":1,"
            + "\"usd_per_hour_life\":1}],\"next\":\"1795262401123/plow/s1\"}",
        Json.encode(reports.page(ALL)));
    assertEquals(List.of(), reports.pageShape().misfits(reports.page(ALL)));
  }

  @Test
  void tellsAKnownSumFromTheWholeCost() {
    house.ledger().open(calls.by("a", "1").next()).settle(Calls.unpriced());
    house.ledger().open(calls.by("b", "1").next()).settle(Calls.unpriced());
    house.ledger().open(calls.by("b", "1").next()).settle(Calls.settled("0.01"));
    house.ledger().open(calls.by("c", "1").next());
    house.flush();

    assertEquals("null \"unpriced\" 1", cost("a"));
    assertEquals("0.01 \"partial\" 1", cost("b"));
    assertEquals("0 \"open\" 0", cost("c"));
  }

  private String cost(String tool) {
    var members = reports.tree(new SessionId(tool, "1")).orElseThrow().members();
    return Json.encode(members.get("cost_usd"))
        + " "
        + Json.encode(members.get("cost_status"))
        + " "
        + Json.encode(members.get("unpriced"));
  }

  @Test
  void writesATreeWithEveryMemberThatThePageNames() throws IOException {
    house.ledger().open(calls.next()).settle(Calls.settled("0.01"));
    house.ledger().open(calls.agent("a1", "").next()).settle(Calls.settled("0.01"));
    house.ledger().open(calls.agent("a3", "a2").next()).settle(Calls.settled("0.01"));
    house.flush();
    var told = reports.tree(new SessionId("plow", "s1")).orElseThrow();
    assertEquals(List.of(), reports.treeShape().misfits(told));
    String page = Files.readString(Path.of("../docs/reference/sessions.md"));

    String tree = Json.encode(reports.tree(new SessionId("plow", "s1")).orElseThrow());

    assertTrue(
        tree.contains("\"calls_read\":3,\"complete\":true,\"agents\":[{\"agent\":\"\","), tree);
    assertTrue(
        tree.contains(
            "\"agents\":[{\"agent\":\"a1\",\"session\":\"plow/s1\",\"parent_agent\":null,"
                + "\"instance\":null,\"models\":[\"large-2026\"],\"first_call_at\":"),
        tree);
    assertTrue(
        tree.contains(
            "\"orphans\":[{\"agent\":\"a3\",\"session\":\"plow/s1\",\"parent_agent\":\"a2\","),
        tree);
    MEMBER
        .matcher(tree)
        .results()
        .map(member -> member.group(1))
        .distinct()
        .forEach(member -> assertTrue(page.contains("`" + member + "`"), member));
  }
}
