package tollgate.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.json.Json;
import tollgate.api.usage.TokenCounts;
import tollgate.runtime.key.ManagedKey;
import tollgate.runtime.key.SqliteKeyring;
import tollgate.runtime.ledger.Calls;
import tollgate.runtime.ledger.LedgerHouse;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.quota.QuotaBook;
import tollgate.runtime.report.AuditReports;
import tollgate.runtime.report.DecisionReports;
import tollgate.runtime.report.LedgerReports;
import tollgate.runtime.report.LogReports;
import tollgate.runtime.report.QuotaReports;
import tollgate.runtime.report.UsageReports;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReadingRoomTest {
  @TempDir Path folder;

  private LedgerHouse house;
  private SqliteKeyring keyring;
  private UsageReports usage;
  private ReadingRoom room;

  @BeforeEach
  void open() {
    house = LedgerHouse.at(folder.resolve("ledger.db"));
    keyring = new SqliteKeyring(house.database(), house, new SplittableRandom(1));
    var reads = house.database().reads();
    var ledger = new LedgerReports(reads, house);
    usage = new UsageReports(ledger, "");
    room =
        new ReadingRoom(
            new AdminRoom.Told(
                ledger,
                new LogReports(reads, ""),
                usage,
                new AuditReports(reads),
                new DecisionReports(reads),
                new QuotaReports(new QuotaBook(house.database()), ledger, house)),
            keyring,
            house);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private String key(String team) {
    var terms =
        new ManagedKey.Terms(
            "of " + team,
            ManagedKey.NEVER,
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            new ManagedKey.Holder("", team, ""));
    return keyring.create(terms, "operator").key().id();
  }

  private void used(Calls calls, String usd) {
    house.ledger().open(calls.next()).settle(Calls.settled(TokenCounts.of(10, 5), usd));
  }

  private JsonNode totals(String by) {
    house.flush();
    house.advance(Duration.ofSeconds(1));
    Json answer = room.ask("/admin/usage/totals", Map.of("by", by));
    assertEquals(List.of(), usage.totalsShape().misfits(answer));
    return JsonMapper.shared().readTree(Json.encode(answer)).at("/totals");
  }

  @Test
  void addsUpByTheTeamsOfTheKeys() {
    used(Calls.at(house).key(key("tools")), "0.1");
    used(Calls.at(house).key(key("tools")), "0.2");
    used(Calls.at(house).key(key("pages")), "0.05");
    used(Calls.at(house), "1");

    JsonNode totals = totals("team");

    assertEquals(List.of("", "tools", "pages"), totals.findValuesAsString("team"));
    assertEquals(List.of("1", "0.3", "0.05"), totals.findValuesAsString("cost_usd"));
    assertEquals(List.of("1", "2", "1"), totals.findValuesAsString("request_count"));
  }

  @Test
  void addsUpByAnyAxesInTheirOrder() {
    used(Calls.at(house).by("rake", "s").key(key("tools")), "0.1");
    used(Calls.at(house).model("m"), "0.2");

    JsonNode totals = totals("model, tool,team,owner");

    assertEquals(2, totals.size());
    assertEquals("plow", totals.at("/0/tool").asString());
    assertEquals("large-2026", totals.at("/0/model").asString());
    assertEquals("tools", totals.at("/1/team").asString());
    assertEquals("", totals.at("/1/owner").asString());
    assertEquals("0.3", totals("").at("/0/cost_usd").asString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"colour", "tool;DROP TABLE call", "'"})
  void refusesAnAxisThatIsNone(String by) {
    var refused = assertThrows(ProblemException.class, () -> totals(by));

    assertEquals(RequestProblem.REQUEST_BAD_PARAMETER, refused.report().problem());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/admin/usage/today",
        "/admin/stats",
        "/admin/logs",
        "/admin/audit",
        "/admin/sessions",
        "/admin/quotas",
        "/admin/quotas/history"
      })
  void tellsWhatTheDatabaseKnows(String path) {
    assertEquals(true, Json.encode(room.ask(path, Map.of())).length() > 1);
  }

  @Test
  void askingAccountsForTheirQuotasIsForARunningGateway() {
    var refused =
        assertThrows(
            ProblemException.class, () -> room.ask("/admin/quotas", Map.of("refresh", "true")));

    assertEquals(AccessProblem.ADMIN_NOT_RUNNING, refused.report().problem());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/admin/calls",
        "/admin/breakers",
        "/admin/providers",
        "/admin/quotas/probes",
        "/admin/quotas/refresh",
        "/admin/nothing"
      })
  void onlyARunningGatewayTellsTheRest(String path) {
    var refused = assertThrows(ProblemException.class, () -> room.ask(path, Map.of()));

    assertEquals(AccessProblem.ADMIN_NOT_RUNNING, refused.report().problem());
  }
}
