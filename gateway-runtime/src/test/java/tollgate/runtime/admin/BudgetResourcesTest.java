package tollgate.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.usage.Money;
import tollgate.runtime.budget.Amount;
import tollgate.runtime.budget.Axes;
import tollgate.runtime.budget.Cap;
import tollgate.runtime.budget.CapSource;
import tollgate.runtime.budget.Meter;
import tollgate.runtime.budget.Span;
import tollgate.runtime.budget.Unit;
import tollgate.runtime.key.KeyLimit;
import tollgate.runtime.key.KeyLimits;
import tollgate.runtime.key.KeyWish;
import tollgate.runtime.key.ManagedKey;
import tollgate.runtime.key.SqliteKeyring;
import tollgate.runtime.ledger.BudgetChanges;
import tollgate.runtime.ledger.Calls;
import tollgate.runtime.ledger.LedgerHouse;
import tollgate.runtime.ledger.OpenCall;
import tollgate.runtime.ledger.Opened;
import tollgate.runtime.ledger.Terms;
import tollgate.runtime.ledger.TopSpenders;
import tollgate.runtime.report.LedgerReports;
import tools.jackson.databind.JsonNode;

/** Budgets at noon of a day of which a policy's, a key's and the settings' caps count. */
class BudgetResourcesTest {
  private static final Cap DAY =
      new Cap("day", Meter.day(ZoneOffset.UTC, Axes.TOOL), Unit.USD, usd("4"), false);
  private static final Cap SESSION =
      new Cap(
          "session", Meter.of(new Span.Ever(), Axes.TOOL, Axes.ROOT), Unit.USD, usd("10"), false);
  private static final Cap LANES =
      new Cap("lanes", Meter.of(new Span.Ever()), Unit.CONCURRENT, 5, false);

  @TempDir Path folder;
  private LedgerHouse house;
  private SqliteKeyring keyring;
  private Door door;
  private List<Cap> settings = List.of();
  private int reloads;

  @BeforeEach
  void open() {
    house = LedgerHouse.at(folder.resolve("ledger.db"));
    keyring = new SqliteKeyring(house.database(), house, new SecureRandom());
    var changes = new BudgetChanges(house.database(), house.till(), house);
    var book =
        new BudgetBook(house.till(), changes, () -> settings, keyring, ZoneOffset.UTC, house);
    var resources =
        new BudgetResources(
            book, changes, new TopSpenders(house.database()), true, () -> reloads++, house);
    door = new Door(resources.list(), new LedgerReports(house.database().reads(), house));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private static long usd(String much) {
    return Money.usd(much).nanos();
  }

  private OpenCall call(Calls calls, Cap... caps) {
    Amount hold = Amount.call(Money.usd("0.10"), 10);
    var terms = new Terms(List.of(caps), hold, Duration.ZERO);
    return assertInstanceOf(Opened.Admitted.class, house.ledger().open(calls.next(), terms)).call();
  }

  private Calls calls(String tool, String session) {
    return Calls.at(house).by(tool, session).groups(session, session, Map.of());
  }

  private List<JsonNode> budgets(String query) {
    house.flush();
    return List.copyOf(door.ask("GET /admin/budgets" + query).json().at("/budgets").values());
  }

  private static List<String> names(List<JsonNode> budgets) {
    return budgets.stream()
        .map(one -> one.at("/cap").asString() + " " + String.join(" ", texts(one.at("/by"))))
        .toList();
  }

  private static List<String> texts(JsonNode values) {
    return values.values().stream().map(JsonNode::asString).toList();
  }

  private static Cap settingCap(String name, String most, List<String> by, String tool) {
    return new Cap(
        name,
        new Meter(by, new Span.Calendar(Span.Unit.MONTH, ZoneOffset.UTC)),
        Unit.USD,
        usd(most),
        false,
        CapSource.SETTINGS,
        Map.of(Axes.TOOL, tool));
  }

  @Test
  void tellsHowEveryCapStandsTheFullestFirst() {
    call(calls("plow", "s1"), DAY, SESSION, LANES).settle(Calls.settled("2"));
    call(calls("rake", "s2"), DAY);

    var all = budgets("");

    assertEquals(List.of("day plow", "lanes ", "session s1 plow", "day rake"), names(all));
    JsonNode day = all.getFirst();
    assertEquals("policy", day.at("/source").asString());
    assertEquals("2026-11-21T00:00:00Z", day.at("/since").asString());
    assertEquals("2026-11-22T00:00:00Z", day.at("/resets_at").asString());
    assertEquals(2, day.at("/spent").asInt());
    assertEquals(4, day.at("/limit").asInt());
    assertEquals(2, day.at("/left").asInt());
    assertEquals(true, day.at("/forecast").isNull(), "at midnight, and by then it begins anew");
    assertEquals("0.1", all.get(3).at("/leased").asString());
    assertEquals(List.of("day plow", "session s1 plow"), names(budgets("?tool=plow")));
    assertEquals(List.of("session s1 plow"), names(budgets("?session=s1")));
    assertEquals(List.of("session s1 plow"), names(budgets("?limit=1&offset=2")));
    assertEquals(List.of("lanes "), names(budgets("?cap=lanes&source=policy")));
  }

  @Test
  void aForecastIsToldWhereTheWindowLastsLonger() {
    call(calls("plow", "s1"), DAY).settle(Calls.settled("3"));

    assertEquals("2026-11-21T16:00:00Z", budgets("").getFirst().at("/forecast").asString());
  }

  @Test
  void capsOfKeysAndSettingsAreKnownBeforeACallIsPutToThem() {
    var limits = KeyLimits.NONE.with(KeyLimit.MAX_COST_PER_MONTH, Optional.of(usd("5")));
    var terms =
        new KeyWish(
            "ci",
            ManagedKey.NEVER,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            ManagedKey.Holder.NOBODY,
            limits);
    var key = keyring.create(terms.terms(house.instant()), "ada").key();
    settings =
        List.of(
            settingCap("plows", "8", List.of(Axes.TOOL), "plow"),
            settingCap("each", "8", List.of(Axes.TOOL, Axes.KEY), "plow"));
    house.ledger().open(calls("plow", "s1").key(key.id()).next()).settle(Calls.settled("1"));

    var all = budgets("");

    assertEquals(List.of("maxCostPerMonth of key ci " + key.id(), "plows plow"), names(all));
    assertEquals(
        List.of("key", "settings"), all.stream().map(one -> one.at("/source").asString()).toList());
    assertEquals(List.of(1, 1), all.stream().map(one -> one.at("/spent").asInt()).toList());

    settings = List.of();
    keyring.revoke(key.id(), "ada");
    assertEquals(List.of(), names(budgets("")));
  }

  @Test
  void oneBudgetTellsWhoTookMost() {
    call(calls("plow", "s1"), DAY).settle(Calls.settled("0.50"));
    call(calls("plow", "s2"), DAY).settle(Calls.settled("1.25"));
    call(calls("rake", "s3"), DAY).settle(Calls.settled("9"));
    house.flush();
    String id = budgets("?tool=plow").getFirst().at("/id").asString();

    JsonNode top = door.ask("GET /admin/budgets/" + id + "?top=1").json().at("/top");

    assertEquals("[{\"name\":\"s2\",\"spent\":1.25}]", top.at("/sessions").toString());
    assertEquals("[{\"name\":\"plow\",\"spent\":1.75}]", top.at("/tools").toString());
    assertEquals(true, top.at("/complete").asBoolean());
  }

  @Test
  void aCapIsRaisedAndResetById() {
    call(calls("plow", "s1"), DAY).settle(Calls.settled("4"));
    String id = budgets("").getFirst().at("/id").asString();

    JsonNode raised =
        door.ask("POST /admin/budgets/" + id + "/raise", "{\"usd\":2.5,\"reason\":\"late\"}")
            .json();
    assertEquals("6.5", raised.at("/limit").asString());
    assertEquals("2.5", raised.at("/raised").asString());
    assertEquals("2.5", raised.at("/left").asString());

    JsonNode reset = door.ask("POST /admin/budgets/day/reset").json();
    assertEquals(0, reset.at("/spent").asInt());
    assertEquals(4, reset.at("/forgiven").asInt());
    assertEquals("6.5", reset.at("/left").asString());
    assertEquals(id, reset.at("/id").asString());

    house.advance(Duration.ofDays(1));
    call(calls("plow", "s1"), DAY);
    assertEquals(4, budgets("").getFirst().at("/limit").asInt());
  }

  @Test
  void whatCannotBeGrantedIsRefusedWithTheWayToDoIt() {
    call(calls("plow", "s1"), DAY, LANES);
    call(calls("rake", "s1"), DAY);

    var refusals =
        Map.of(
            "lanes/raise", "{\"usd\":1}",
            "lanes/reset", "{}",
            "day/raise", "{\"usd\":1}",
            "nothing/reset", "{}");
    refusals.forEach((path, body) ->
        assertNotEquals(200, door.ask("POST /admin/budgets/" + path, body).status(), path));
    assertTrue(door.ask("POST /admin/budgets/lanes/raise", "{}").text().contains("have no window"));
    String id = budgets("?tool=plow").getFirst().at("/id").asString();
    for (String body :
        List.of("{}", "{\"usd\":-1}", "{\"usd\":0.0000000001}", "{\"tokens\":5}", "{\"much\":1}")) {
      assertEquals(400, door.ask("POST /admin/budgets/" + id + "/raise", body).status(), body);
    }
    assertEquals(List.of(), house.till().grants());
  }

  @Test
  void theSettingsAreReadAnew() {
    settings = List.of(settingCap("plows", "8", List.of(Axes.TOOL), "plow"));

    var told = door.ask("POST /admin/budgets/reload").json();

    assertEquals(1, reloads);
    assertEquals("plows", told.at("/budgets/0/cap").asString());
  }
}
