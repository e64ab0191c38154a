package tollgate.runtime.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.api.json.Json;

@Timeout(60)
class ImportsTest {
  private static final String ID = "01hzy0000000000000000000";

  @TempDir private Path folder;
  private LedgerHouse house;
  private Imports imports;

  @BeforeEach
  void open() {
    house = LedgerHouse.at(folder.resolve("ledger.db"));
    imports = new Imports(house.database(), house.till(), house.ledger()::nextRow, house);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private static Json.Obj call(String end, Object... more) {
    var members = new LinkedHashMap<String, Json>();
    members.put("call_id", Json.text(ID + end));
    members.put("state", Json.text("settled"));
    members.put("arrived_at", Json.text("2026-11-21T11:00:00Z"));
    members.put("tool", Json.text("plow"));
    members.put("session", Json.text("s1"));
    members.put("key_id", Json.text("key-1"));
    members.put("model", Json.text("large"));
    members.put("input_tokens", Json.of(1_000));
    members.put("cost_usd", Json.of(new BigDecimal("0.25")));
    members.put("cost_status", Json.text("ok"));
    members.putAll(Json.object(more).members());
    return new Json.Obj(members);
  }

  private static Json.Obj refused(String end) {
    return call(end, "state", "refused", "input_tokens", 0, "cost_usd", 0, "cost_status", "none");
  }

  @Test
  void whatLiesInAWindowThatIsOpenCountsThereAndEverySumAgrees() {
    Calls calls = Calls.at(house).key("key-1");
    OpenCall running = house.ledger().open(calls.next());

    Imports.Result result =
        imports.take(
            "far",
            List.of(
                call("00"),
                call("01", "arrived_at", "2026-08-01T00:00:00Z"),
                refused("02"),
                call("03", "cost_usd", Json.NULL, "cost_status", "unpriced")),
            false);
    running.settle(Calls.settled("0.01"));

    assertEquals(new Imports.Result(4, 0, List.of()), result);
    assertEquals(List.of(), house.verify().differences());
    assertEquals(
        List.of("import:far 4", "gateway 1"),
        house.list("SELECT origin, count(*) FROM call GROUP BY 1 ORDER BY 1 DESC"));
    assertTrue(
        house.till().readings().stream()
            .anyMatch(reading -> reading.spent().money().nanos() == 260_000_000),
        () -> house.till().readings().toString());
    assertEquals("510000000", house.one("SELECT cost_nanos FROM lifetime WHERE kind = 'total'"));
  }

  @Test
  void doneTwiceItChangesNothingMore() {
    List<Json.Obj> all = List.of(call("00"), call("01"), call("00"));

    assertEquals(2, imports.take("far", all, true).taken());
    assertEquals("0", house.one("SELECT count(*) FROM call"));
    assertEquals(new Imports.Result(2, 1, List.of()), imports.take("far", all, false));
    assertEquals(new Imports.Result(0, 3, List.of()), imports.take("elsewhere", all, false));

    assertEquals("2", house.one("SELECT calls FROM lifetime WHERE kind = 'total'"));
    assertEquals(List.of(), house.verify().differences());
  }

  @ParameterizedTest
  @CsvSource({
    "call_id, nonsense",
    "state, pending",
    "state, refused",
    "arrived_at, 2026-11-22T12:00:00Z",
    "arrived_at, soon",
    "arrived_at, +1000000000-12-31T23:59:59Z",
    "cost_status, unpriced",
    "cost_status, open",
    "provenance, divine",
    "charges, input=1*1",
    "input_tokens, many"
  })
  void refusesWhatWouldMakeTheLedgerDisagree(String name, String value) {
    Imports.Result result = imports.take("far", List.of(call("00", name, value)), false);

    assertEquals(0, result.taken());
    assertEquals(1, result.refused().size());
    assertEquals("0", house.one("SELECT count(*) FROM call"));
  }

  @Test
  void whatWasTurnedAwayCostsNothingAndNoCallUsesEndlessTokens() {
    Imports.Result result =
        imports.take(
            "far",
            List.of(
                call("00", "state", "refused", "input_tokens", 0),
                call("01", "input_tokens", 1_000_000_000_000_001L)),
            false);

    assertEquals(
        List.of(
            "it was turned away, and cost something", "input_tokens is more than a call can use"),
        result.refused().stream().map(Imports.Refused::why).toList());
    assertEquals(0, result.taken());
  }

  @Test
  void whatRetentionDeletedDoesNotCountAgain() {
    Json.Obj old = call("00", "arrived_at", "2026-08-01T00:00:00Z");
    List<Json.Obj> both = List.of(old, call("01"));
    Duration kept = Duration.ofDays(30);
    imports.take("far", List.of(old), false);
    new Retention(house.database().writer(), house).run(new Retention.Keep(kept, kept, kept, kept));
    assertEquals("0", house.one("SELECT count(*) FROM call"));

    Imports.Result dry = imports.take("far", both, true);
    Imports.Result real = imports.take("far", both, false);

    var refused = new Imports.Refused(ID + "00", "older than what is kept");
    assertEquals(new Imports.Result(1, 0, List.of(refused)), dry);
    assertEquals(dry, real);
    assertEquals("2", house.one("SELECT calls FROM lifetime WHERE kind = 'total'"));
    assertEquals(List.of(), house.verify().differences());
  }

  @Test
  void numbersOfRowsGoOnBehindThoseOfTheCalls() {
    house.ledger().open(Calls.at(house).next()).settle(Calls.settled("0.01"));
    imports.take("far", List.of(call("00")), false);
    house.ledger().open(Calls.at(house).next()).settle(Calls.settled("0.01"));
    house.flush();

    assertEquals(List.of("1", "2", "3"), house.list("SELECT id FROM call ORDER BY id"));
  }
}
