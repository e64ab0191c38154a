package tollgate.runtime.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.api.face.Axis;
import tollgate.api.json.Json;
import tollgate.api.usage.Money;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;
import tollgate.runtime.ledger.Attempt;
import tollgate.runtime.ledger.Bill;
import tollgate.runtime.ledger.CallOpening;
import tollgate.runtime.ledger.Calls;
import tollgate.runtime.ledger.LedgerHouse;
import tollgate.runtime.ledger.OpenCall;
import tollgate.runtime.ledger.Settlement;
import tollgate.runtime.ledger.State;
import tollgate.runtime.ledger.Timings;

@Timeout(60)
class LogReportsTest {

  @TempDir Path folder;

  private LedgerHouse house;
  private LogReports logs;
  private Calls calls;

  @BeforeEach
  void open() {
    house = LedgerHouse.at(folder.resolve("ledger.db"));
    logs = new LogReports(house.database().reads(), "elder_");
    calls = Calls.at(house);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void writesARowAsDashboardsReadIt() {
    CallOpening opening = calls.key("key-1").next();
    OpenCall call = house.ledger().open(opening);
    call.attempt(new Attempt("field", "", "", house.instant(), 1, 200, "answered", ""));
    house.advance(Duration.ofMillis(900));
    call.settle(Calls.settled(new TokenCounts(100, 50, 40, 6, 4, 20, 0, 0), "0.0007"));
    house.flush();

    Map<String, Json> log = logs.one(call.rowId()).orElseThrow().members();

    assertEquals(
        "{\"id\":1,\"provider\":\"field\",\"model\":\"large-2026\",\"tool\":\"plow\","
            + "\"client_id\":\"plow-s1\",\"path\":\"/v1/chat/completions\",\"streamed\":1,"
            + "\"status\":200,\"prompt_tokens\":100,\"completion_tokens\":50,"
            + "\"cache_creation_tokens\":10,\"cache_read_tokens\":40,\"reasoning_tokens\":20,"
            + "\"total_tokens\":200,\"cost_usd\":0.0007,\"cost_status\":\"ok\",\"incomplete\":0,"
            + "\"error_code\":null,\"error_message\":null,\"latency_ms\":900,"
            + "\"started_at\":\"2026-11-21T12:00:00.123Z\","
            + "\"finished_at\":\"2026-11-21T12:00:01.023Z\","
            + "\"finalized_at\":\"2026-11-21T12:00:01.023Z\",\"lifecycle_status\":\"completed\","
            + "\"request_id\":\""
            + opening.id()
            + "\",\"actual_model\":\"large-2026\",\"actual_provider\":\"field\","
            + "\"proxy_api_key_id\":\"key-1\",\"source_ip\":\"127.0.0.1\","
            + "\"user_agent\":\"plow/1.0\",\"agent\":null,\"source\":\"proxy\","
            + "\"msg_id\":\"up-1\",\"elder_account\":\"farmer@example.test\","
            + "\"elder_auth_index\":null,\"elder_source\":\"farmer@example.test\","
            + "\"correlated_at\":null",
        Json.encode(new Json.Obj(log)).split(",\"meta_json\"", 2)[0]);
    assertEquals(
        Json.text(
            "{\"method\":\"POST\",\"originator\":null,\"session_id\":\"s1\",\"agent\":null,"
                + "\"proof\":\"header x-plow\"}"),
        log.get("meta_json"));
    assertEquals(Json.text("farmer@example.test"), log.get("account"));
    assertEquals(Json.of(1), log.get("attempts"));
  }

  @ParameterizedTest
  @CsvSource({
    "settled,   200, completed, ok,      0",
    "aborted,   499, aborted,   ok,      1",
    "failed,    502, error,     pending, 1",
    "unpriced,  200, completed, pending, 0"
  })
  void translatesHowACallEnded(
      String ending, int status, String lifecycle, String cost, int incomplete) {
    house.ledger().open(calls.next()).settle(ending(ending));
    house.flush();

    Map<String, Json> log = logs.one(1).orElseThrow().members();

    assertEquals(Json.of(status), log.get("status"));
    assertEquals(Json.text(lifecycle), log.get("lifecycle_status"));
    assertEquals(Json.text(cost), log.get("cost_status"));
    assertEquals(Json.of(incomplete), log.get("incomplete"));
  }

  @Test
  void showsAnUnknownCostAsNull() {
    house.ledger().open(calls.next()).settle(Calls.unpriced());
    house.ledger().open(calls.next());
    house.flush();

    for (Json log : logs.page(LogFilter.ALL, 10, 0)) {
      assertEquals(Json.NULL, ((Json.Obj) log).members().get("cost_usd"));
    }
  }

  @Test
  void showsARunningCallAsPending() {
    house.ledger().open(calls.next());

    Map<String, Json> log = logs.one(1).orElseThrow().members();

    assertEquals(Json.text("pending"), log.get("lifecycle_status"));
    assertEquals(Json.text("unresolved"), log.get("cost_status"));
    assertEquals(Json.NULL, log.get("status"));
    assertEquals(Json.NULL, log.get("finished_at"));
    assertEquals(Json.NULL, log.get("latency_ms"));
    assertTrue(logs.one(2).isEmpty());
  }

  @Test
  void translatesErrorsThatDashboardsKnow() {
    house.ledger().open(calls.next()).settle(Calls.failed());
    house.ledger().open(calls.next()).settle(ending("aborted"));
    house.ledger().refuse(calls.next(), 402, "budget.spent", "It is spent.");
    house.flush();

    List<Json> errors =
        logs.page(LogFilter.ALL, 10, 0).stream()
            .map(log -> ((Json.Obj) log).members().get("error_code"))
            .toList();

    assertEquals(
        List.of(Json.text("budget.spent"), Json.text("aborted"), Json.text("stream_error")),
        errors);
  }

  @Test
  void filtersAndPagesTheLog() {
    for (int i = 0; i < 6; i++) {
      house.advance(Duration.ofSeconds(1));
      settle(calls.by("tool" + i % 2, "session-" + i), TokenCounts.of(i, 0), "0.01");
    }
    house.advance(Duration.ofSeconds(1));
    house.ledger().open(calls.by("tool0", "").instance("left").next()).settle(Calls.failed());
    house.flush();

    assertEquals(List.of(7L, 6L), ids(LogFilter.ALL, 2, 0));
    assertEquals(List.of(5L, 4L), ids(LogFilter.ALL, 2, 2));
    assertEquals(List.of(6L, 4L, 2L), ids(LogFilter.ALL.only(Axis.TOOL, "tool1"), 9, 0));
    assertEquals(List.of(7L), ids(LogFilter.ALL.by("tool0-left", ""), 9, 0));
    assertEquals(
        List.of(5L, 3L, 1L),
        ids(LogFilter.ALL.only(Axis.TOOL, "tool0").by("tool0-session-", ""), 9, 0));
    assertEquals(List.of(7L), ids(LogFilter.ALL.statuses(500, 599), 9, 0));
    assertEquals(List.of(7L), ids(LogFilter.ALL.lifecycle("error"), 9, 0));
    assertEquals(List.of(), ids(LogFilter.ALL.only(Axis.PROVIDER, "barn"), 9, 0));
    assertEquals(List.of(7L), ids(LogFilter.ALL.by("", "large").statuses(500, 0), 9, 0));
    assertEquals(List.of(), ids(LogFilter.ALL.lifecycle("no such word"), 9, 0));
  }

  @Test
  void findsACallUnderWayOfAToolThatNeverEndedOne() {
    settle(calls.by("tool0", "s"), TokenCounts.of(1, 1), "0.01");
    house.advance(Duration.ofHours(30));
    settle(calls.by("tool0", "s"), TokenCounts.of(1, 1), "0.01");
    house.ledger().open(calls.by("new", "s").next());
    house.flush();

    assertEquals(List.of(3L), ids(LogFilter.ALL.only(Axis.TOOL, "new"), 9, 0));
    assertEquals(List.of(), ids(LogFilter.ALL.only(Axis.TOOL, "nobody"), 9, 0));
    assertEquals(List.of(2L, 1L), ids(LogFilter.ALL.only(Axis.TOOL, "tool0"), 9, 0));
  }

  @Test
  void leavesTheOlderNamesOfTheAccountOutWhereThereIsNoPrefix() {
    settle(calls, TokenCounts.of(1, 1), "0.01");
    house.flush();

    var plain = new LogReports(house.database().reads(), "").one(1).orElseThrow().members();

    assertEquals(Json.text("farmer@example.test"), plain.get("account"));
    assertTrue(plain.keySet().stream().noneMatch(name -> name.endsWith("_index")), plain::toString);
  }

  @Test
  void tellsOfEveryRowWhatItsShapeSays() {
    settle(calls, TokenCounts.of(1, 1), "0.01");
    house.ledger().open(calls.next()).settle(Calls.failed());
    house.ledger().open(calls.key("key-1").next());
    house.flush();

    for (Json row : logs.page(LogFilter.ALL, 10, 0)) {
      assertEquals(List.of(), logs.shape().misfits(row));
    }
  }

  @Test
  void findsTheSameByTheRollUpsAsByLookingAtEveryRow() {
    scatter(new Random(7), 200);
    List<Map<String, Json>> all = everything();

    for (LogFilter filter : narrowing()) {
      Predicate<Map<String, Json>> wanted = row -> fits(filter, row);
      List<Long> expected = all.stream().filter(wanted).map(LogReportsTest::id).toList();

      assertFalse(expected.isEmpty(), () -> "nothing to find by " + filter);
      assertEquals(expected, ids(filter, 200, 0), filter::toString);
      assertEquals(expected, byKeys(filter), () -> "page by page: " + filter);
      assertEquals(
          expected.subList(1, Math.min(4, expected.size())), ids(filter, 3, 1), filter::toString);
      int last = expected.size() - 1;
      assertEquals(expected.subList(last, last + 1), ids(filter, 3, last), filter::toString);
      assertEquals(List.of(), ids(filter, 3, 999_999_999), filter::toString);
    }
  }

  @Test
  void findsCallsUnderWayAlthoughNoRollUpKnowsThem() {
    house.ledger().open(calls.by("rake", "s").next());
    house.advance(Duration.ofHours(3));
    settle(calls.by("rake", "s"), TokenCounts.of(1, 1), "0.01");
    house.advance(Duration.ofHours(3));
    settle(calls, TokenCounts.of(1, 1), "0.01");
    house.flush();

    assertEquals(List.of(2L, 1L), ids(LogFilter.ALL.only(Axis.TOOL, "rake"), 9, 0));
    assertEquals(List.of(1L), ids(LogFilter.ALL.lifecycle("pending"), 9, 0));
  }

  @Test
  void showsNothingBehindARowThatIsNotThere() {
    settle(calls, TokenCounts.of(1, 1), "0.01");
    house.flush();

    assertEquals(List.of(), ids(LogFilter.ALL.before(999), 9, 0));
  }

  private void scatter(Random random, int count) {
    for (int i = 0; i < count; i++) {
      house.advance(Duration.ofMinutes(random.nextInt(40)));
      Calls of = calls.by("tool" + random.nextInt(3), "session-" + random.nextInt(9));
      of = random.nextInt(9) == 0 ? of.instance("left") : of;
      of = random.nextInt(9) == 0 ? of.key("key-" + random.nextInt(3)) : of;
      of = random.nextInt(9) == 0 ? of.agent("helper", "") : of;
      of = random.nextInt(30) == 0 ? of.model("rare") : of;
      OpenCall open = house.ledger().open(of.next());
      switch (random.nextInt(9)) {
        case 0 -> open.settle(Calls.failed());
        case 1 -> open.settle(ending("aborted"));
        case 2 -> house.flush(); // goes on running
        default -> open.settle(Calls.settled(TokenCounts.of(i, 1), "0.01"));
      }
    }
    house.flush();
  }

  private static List<LogFilter> narrowing() {
    Instant noon = Instant.parse("2026-11-21T12:00:00Z");
    return List.of(
        LogFilter.ALL,
        LogFilter.ALL.only(Axis.TOOL, "tool1"),
        LogFilter.ALL.only(Axis.INSTANCE, "left"),
        LogFilter.ALL.only(Axis.KEY, "key-1"),
        LogFilter.ALL.only(Axis.KEY, "key-1").only(Axis.TOOL, "tool2"),
        LogFilter.ALL.only(Axis.MODEL, "large-2026").only(Axis.TOOL, "tool0"),
        LogFilter.ALL.only(Axis.SESSION, "session-3"),
        LogFilter.ALL.by("tool1-session-", ""),
        LogFilter.ALL.by("tool2-left", "large"),
        LogFilter.ALL.by("", "rare"),
        LogFilter.ALL.by("", "rare").only(Axis.MODEL, "large-2026"),
        LogFilter.ALL.only(Axis.AGENT, "helper"),
        LogFilter.ALL.only(Axis.DIALECT, "invented-chat").only(Axis.AGENT, "helper"),
        LogFilter.ALL.statuses(499, 499),
        LogFilter.ALL.statuses(400, 0),
        LogFilter.ALL.statuses(500, 599).only(Axis.TOOL, "tool0"),
        LogFilter.ALL.lifecycle("aborted"),
        LogFilter.ALL.lifecycle("error"),
        LogFilter.ALL.lifecycle("pending"),
        LogFilter.ALL.lifecycle("completed").only(Axis.TOOL, "tool2"),
        LogFilter.ALL
            .only(Axis.TOOL, "tool1")
            .between(noon.plusSeconds(9_999), noon.plusSeconds(99_999)),
        LogFilter.ALL
            .statuses(400, 0)
            .between(noon.plusSeconds(50_000), noon.plusSeconds(150_000)));
  }

  private static boolean fits(LogFilter filter, Map<String, Json> row) {
    boolean axes =
        filter.only().entrySet().stream()
            .allMatch(only ->
                only.getKey() == Axis.AGENT
                    ? text(row, "meta_json").contains("\"agent\":\"" + only.getValue() + "\"")
                    : text(row, member(only.getKey())).equals(only.getValue()));
    Instant at = Instant.parse(text(row, "started_at"));
    long status = row.get("status") instanceof Json.Num(var number) ? number.longValue() : -1;
    return axes
        && (filter.clientId().isEmpty() || filter.clientId().equals(text(row, "client_id")))
        && (filter.requestedModel().isEmpty()
            || filter.requestedModel().equals(text(row, "requested_model")))
        && (filter.lifecycle().isEmpty()
            || filter.lifecycle().equals(text(row, "lifecycle_status")))
        && (filter.statusMin() == 0 || status >= filter.statusMin())
        && (filter.statusMax() == 0 || (status >= 0 && status <= filter.statusMax()))
        && !at.isBefore(filter.from())
        && at.isBefore(filter.to());
  }

  private static String member(Axis axis) {
    return axis == Axis.KEY ? "proxy_api_key_id" : axis.name().toLowerCase(java.util.Locale.ROOT);
  }

  private static String text(Map<String, Json> row, String name) {
    return row.get(name) instanceof Json.Text(var text) ? text : "";
  }

  private List<Map<String, Json>> everything() {
    return logs.page(LogFilter.ALL, 10_000, 0).stream()
        .map(row -> ((Json.Obj) row).members())
        .toList();
  }

  /** The same as one long page, by many short ones. */
  private List<Long> byKeys(LogFilter filter) {
    var all = new ArrayList<Long>();
    List<Long> page = ids(filter, 3, 0);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = ids(filter.before(page.getLast()), 3, 0);
    }
    return all;
  }

  private static long id(Map<String, Json> row) {
    return ((Json.Num) row.get("id")).value().longValue();
  }

  private void settle(Calls of, TokenCounts tokens, String usd) {
    house.ledger().open(of.next()).settle(Calls.settled(tokens, usd));
  }

  private List<Long> ids(LogFilter filter, int limit, int offset) {
    var ids = new ArrayList<Long>();
    for (Json log : logs.page(filter, limit, offset)) {
      ids.add(((Json.Num) ((Json.Obj) log).members().get("id")).value().longValue());
    }
    return ids;
  }

  private static Settlement ending(String name) {
    return switch (name) {
      case "settled" -> Calls.settled("0.01");
      case "failed" -> Calls.failed();
      case "unpriced" -> Calls.unpriced();
      default ->
          new Settlement(
              State.ABORTED,
              499,
              Usage.UNKNOWN,
              Bill.estimated(Money.usd("0.01")),
              Settlement.Served.UNTOLD,
              Timings.NONE,
              Settlement.Fault.NONE);
    };
  }
}
