package tollgate.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.net.HttpCaller;
import tollgate.api.quota.Account;
import tollgate.api.quota.AccountSource;
import tollgate.api.quota.QuotaProbe;
import tollgate.api.quota.QuotaWindow;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.ledger.Calls;
import tollgate.runtime.ledger.LedgerHouse;
import tollgate.runtime.metric.Metrics;
import tollgate.runtime.quota.Probes;
import tollgate.runtime.quota.QuotaBook;
import tollgate.runtime.quota.QuotaRounds;
import tollgate.runtime.report.LedgerReports;
import tollgate.runtime.report.QuotaReports;

class QuotaResourcesTest {
  @TempDir Path folder;

  private LedgerHouse house;
  private Metrics metrics;
  private Door door;
  private int used = 25;

  @BeforeEach
  void open() {
    house = LedgerHouse.at(folder.resolve("ledger.db"));
    metrics = new Metrics();
    var ledger = new LedgerReports(house.database().reads(), house);
    var book = new QuotaBook(house.database());
    var rounds =
        new QuotaRounds(
            Field::new,
            book,
            house,
            new QuotaRounds.Limits(Duration.ofSeconds(20), Duration.ofMinutes(15)),
            metrics);
    var reports = new QuotaReports(book, ledger, house);
    door =
        new Door(new QuotaResources(reports, rounds::run, rounds::vendors, house).list(), ledger);
  }

  @AfterEach
  void close() {
    house.close();
    metrics.close();
  }

  /** One vendor with one account. */
  private final class Field implements Probes.Lent {
    @Override
    public List<AccountSource> sources() {
      return List.of(new Accounts());
    }

    @Override
    public List<QuotaProbe> probes() {
      return List.of(new Probe());
    }

    @Override
    public void close() {}
  }

  private static final class Accounts implements AccountSource {
    @Override
    public String id() {
      return "list";
    }

    @Override
    public List<Account> accounts() {
      return List.of(new Account("field", "farmer@example.test", "0", "acre", false));
    }

    @Override
    public HttpCaller caller(Account account) {
      return ask -> {
        throw new AssertionError("nobody calls");
      };
    }
  }

  private final class Probe implements QuotaProbe {
    @Override
    public String vendor() {
      return "field";
    }

    @Override
    public List<QuotaWindow> probe(Account account, HttpCaller caller) {
      return List.of(
          new QuotaWindow(
              "5h",
              Optional.of(BigDecimal.valueOf(used)),
              "75 left",
              Optional.of(house.instant().plusSeconds(3_600))));
    }
  }

  @Test
  void answersARefreshAsTheOlderProxyDid() throws Exception {
    house.ledger().open(Calls.at(house).next()).settle(Calls.settled("0.01"));
    house.flush();
    house.advance(Duration.ofSeconds(1));

    Door.Reply reply = door.ask("POST /admin/quotas/refresh");

    assertEquals(List.of(), QuotaReports.roundShape().misfits(JsonText.parse(reply.text())));
    assertEquals(
        "{\"timestamp\":\"2026-11-21T12:00:01.123Z\",\"accounts\":[{\"provider\":\"field\","
            + "\"account\":\"farmer@example.test\",\"auth_index\":\"0\",\"status\":\"active\","
            + "\"unavailable\":false,\"disabled\":false,\"plan\":\"acre\","
            + "\"refreshed_at\":\"2026-11-21T12:00:01.123Z\",\"windows\":[{\"id\":1,"
            + "\"timestamp\":\"2026-11-21T12:00:01.123Z\",\"provider\":\"field\","
            + "\"account\":\"farmer@example.test\",\"quota_type\":\"5h\",\"model\":null,"
            + "\"used_pct\":25,\"remaining\":75,\"remaining_raw\":\"75 left\","
            + "\"resets_at\":\"2026-11-21T13:00:01.123Z\",\"raw_json\":\"{\\\"name\\\":\\\"5h\\\","
            + "\\\"used_percent\\\":25,\\\"remaining\\\":\\\"75 left\\\","
            + "\\\"resets_at\\\":\\\"2026-11-21T13:00:01.123Z\\\"}\"}],\"local_usage\":{"
            + "\"five_hour\":{\"since\":\"2026-11-21T07:00:01.123Z\",\"requests\":1,"
            + "\"total_tokens\":120,\"cost_usd\":0.01},\"seven_day\":{"
            + "\"since\":\"2026-11-14T12:00:01.123Z\",\"requests\":1,\"total_tokens\":120,"
            + "\"cost_usd\":0.01}}}],\"inserted\":1}",
        reply.text());
  }

  @Test
  void listsTheNewestOfEveryWindow() throws Exception {
    assertEquals("{\"snapshots\":[]}", door.ask("GET /admin/quotas").text());
    door.ask("POST /admin/quotas/refresh");
    used = 40;
    door.ask("POST /admin/quotas/refresh");

    Door.Reply reply = door.ask("GET /admin/quotas");

    assertEquals(List.of(), QuotaReports.eitherShape().misfits(JsonText.parse(reply.text())));
    assertEquals(1, reply.json().at("/snapshots").size());
    assertEquals(40, reply.json().at("/snapshots/0/used_pct").asInt());
    assertEquals("[\"field\"]", door.ask("GET /admin/quotas/probes").text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/admin/quotas?refresh=true",
        "/admin/quotas?refresh=tru%65",
        "/admin/quotas?%72efresh=true",
        "/admin/quotas/refresh"
      })
  void asksNobodyForSomebodyWhoMayOnlyRead(String path) {
    Door.Reply refused = door.ask("GET " + path);

    assertEquals("admin.token_missing", refused.code());
    assertEquals("{\"snapshots\":[]}", door.ask("GET /admin/quotas").text());
    Door.Reply allowed = door.askWithToken("GET " + path);
    assertEquals(1, allowed.json().at("/inserted").asInt(), allowed::text);
  }

  @Test
  void tellsTheCourseOfTimeWithItsGaps() throws Exception {
    door.ask("POST /admin/quotas/refresh");
    house.advance(Duration.ofMinutes(1));
    used = 30;
    door.ask("POST /admin/quotas/refresh");
    house.advance(Duration.ofMinutes(58));
    used = 90;
    door.ask("POST /admin/quotas/refresh");
    house.advance(Duration.ofSeconds(1));

    Door.Reply reply = door.ask("GET /admin/quotas/history?hours=1&provider=field");

    assertEquals(List.of(), QuotaReports.historyShape().misfits(JsonText.parse(reply.text())));
    var buckets = reply.json().at("/buckets");
    assertEquals(13, buckets.size(), "every five minutes of an hour, begun ones included");
    assertEquals("2026-11-21T11:55:00Z", buckets.get(0).at("/timestamp").asString());
    assertEquals(0, buckets.get(0).at("/snapshots").size());
    assertEquals(30, buckets.get(1).at("/snapshots/0/used_pct").asInt(), "the last one wins");
    assertEquals(0, buckets.get(2).at("/snapshots").size());
    assertEquals(90, buckets.get(12).at("/snapshots/0/used_pct").asInt());
    Door.Reply other = door.ask("GET /admin/quotas/history?hours=1&account=nobody");
    assertTrue(other.text().endsWith("\"snapshots\":[]}]}"), other::text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hours=0",
        "hours=1.5",
        "hours=-1",
        "hours=999999999",
        "hours=many",
        "from=2026-11-21",
        "to=2026-11-21",
        "from=x&to=y",
        "from=%2B999999999-01-01T00:00:00Z&to=%2B999999999-01-02T00:00:00Z",
        "from=-0001-01-01T00:00:00Z&to=2026-11-21",
        "from=0001-01-02&to=2026-11-21"
      })
  void refusesAStretchOfTimeThatIsNone(String query) {
    assertEquals(400, door.ask("GET /admin/quotas/history?" + query).status());
  }
}
