package tollgate.runtime.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.face.Axis;
import tollgate.api.face.LedgerView.Point;
import tollgate.api.face.LedgerView.Row;
import tollgate.api.face.LedgerView.Slice;
import tollgate.api.face.LedgerView.Total;
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
class LedgerReportsTest {
  private static final Slice ALWAYS =
      new Slice(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"), Map.of());

  @TempDir Path folder;

  private LedgerHouse house;
  private LedgerReports reports;
  private Calls calls;

  @BeforeEach
  void open() {
    house = LedgerHouse.at(folder.resolve("ledger.db"));
    reports = new LedgerReports(house.database().reads(), house);
    calls = Calls.at(house);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void writesTheTotalOfAllTimeWithRunningCalls() {
    assertEquals(
        "{\"total_requests\":0,\"total_tokens\":0,\"total_cost_usd\":0,"
            + "\"first_request_at\":null,\"last_request_at\":null,\"unpriced_requests\":0}",
        Json.encode(reports.stats()));

    settle(calls, TokenCounts.of(50, 5), "0.0005");
    house.advance(Duration.ofMinutes(1));
    house.ledger().open(calls.next());
    house.flush();

    assertEquals(
        "{\"total_requests\":2,\"total_tokens\":55,\"total_cost_usd\":0.0005,"
            + "\"first_request_at\":\"2026-11-21T12:00:00.123Z\","
            + "\"last_request_at\":\"2026-11-21T12:01:00.123Z\",\"unpriced_requests\":0}",
        Json.encode(reports.stats()));
  }

  @Test
  void pagesRowsByTheLastOneSeen() {
    for (int i = 0; i < 5; i++) {
      settle(calls, TokenCounts.of(i, 0), "0.01");
    }
    house.flush();

    List<Row> first = reports.rows(ALWAYS, "", 2);
    List<Row> second = reports.rows(ALWAYS, first.getLast().id(), 2);

    assertEquals(List.of("4", "3"), column(first, "input_tokens", "0"));
    assertEquals(List.of("2", "1"), column(second, "input_tokens", "0"));
    assertEquals("plow", first.getFirst().columns().get("tool"));
    assertTrue(!first.getFirst().columns().containsKey("instance"), "absent where it is empty");
  }

  @Test
  void addsUpByAnyAxis() {
    settle(calls.by("plow", "a"), TokenCounts.of(10, 1), "0.01");
    settle(calls.by("plow", "b"), TokenCounts.of(20, 2), "0.02");
    settle(calls.by("rake", "c").key("key-1"), TokenCounts.of(40, 4), "0.04");
    house.ledger().refuse(calls.by("rake", "c").next(), 402, "budget.spent", "no");
    house.ledger().open(calls.next());
    house.flush();

    assertEquals(List.of("[rake] 2 44 $0.04", "[plow] 2 33 $0.03"), totals(ALWAYS, Axis.TOOL));
    assertEquals(
        List.of("[rake, c] 2 44 $0.04", "[plow, b] 1 22 $0.02", "[plow, a] 1 11 $0.01"),
        totals(ALWAYS, Axis.TOOL, Axis.SESSION));
    assertEquals(List.of("[key-1] 1 44 $0.04", "[] 3 33 $0.03"), totals(ALWAYS, Axis.KEY));
    assertEquals(List.of("[settled] 3 77 $0.07", "[refused] 1 0 $0"), totals(ALWAYS, Axis.STATE));
    assertEquals(List.of("[] 4 77 $0.07"), totals(ALWAYS));
    assertEquals(
        List.of("[a] 1 11 $0.01"),
        totals(new Slice(ALWAYS.from(), ALWAYS.to(), Map.of(Axis.SESSION, "a")), Axis.SESSION));
  }

  @Test
  void addsUpTheSameFromRollUpsAndFromRows() {
    var random = new Random(5);
    for (int i = 0; i < 150; i++) {
      house.advance(Duration.ofSeconds(random.nextInt(400)));
      settle(
          calls.by("tool" + random.nextInt(3), "s"),
          TokenCounts.of(random.nextInt(99), random.nextInt(9)),
          "0.0" + (1 + random.nextInt(9)));
    }
    house.flush();
    Instant begin = Instant.parse("2026-11-21T12:00:00Z");
    for (int i = 0; i < 40; i++) {
      Instant from = begin.plusSeconds(random.nextInt(20_000));
      Instant to = from.plusSeconds(random.nextInt(20_000));
      var slice = new Slice(from, to, Map.of());

      assertEquals(rows(from, to), totals(slice, Axis.TOOL), from + " to " + to);
    }
  }

  @Test
  void givesOneSumPerStepOfTime() {
    for (int i = 0; i < 4; i++) {
      settle(calls, TokenCounts.of(10, 0), "0.01");
      house.advance(Duration.ofMinutes(20));
    }
    house.flush();

    for (Duration step : List.of(Duration.ofHours(1), Duration.ofMinutes(20))) {
      List<Point> points = reports.series(ALWAYS, step, List.of());
      assertEquals(step.toMinutes() == 60 ? 2 : 4, points.size());
      assertEquals(Instant.parse("2026-11-21T12:00:00Z"), points.getFirst().at());
      assertEquals(4, points.stream().mapToLong(point -> point.total().calls()).sum());
    }
  }

  @Test
  void showsTheMiddleOfTimesPerToolInstanceAndModel() {
    for (int millis : new int[] {10, 20, 90, 1_000}) {
      timed(calls.instance("left"), new Timings(1, millis / 2 * 1_000_000L, millis * 1_000_000L));
    }
    timed(calls.by("rake", "s"), Timings.NONE);
    house.flush();

    List<ToolLine> table = reports.toolTable(Instant.EPOCH);

    assertEquals(
        List.of(
            new ToolLine(
                "plow",
                "left",
                "large",
                4,
                44,
                4,
                Money.usd("0.04"),
                0,
                Duration.ofMillis(20),
                Duration.ofMillis(10)),
            new ToolLine(
                "rake", "", "large", 1, 11, 1, Money.usd("0.01"), 0, Duration.ZERO, Duration.ZERO)),
        table);
    assertEquals(List.of(), reports.toolTable(house.instant().plusSeconds(1)));
  }

  @Test
  void showsWhatTheTableOfToolsAddsUp() {
    settle(calls, TokenCounts.of(10, 1), "0.01");
    settle(calls.by("rake", "s"), TokenCounts.of(20, 2), "0.02");
    house.ledger().open(calls.next()).settle(Calls.unpriced());
    house.flush();

    List<ToolLine> table = reports.toolTable(Instant.EPOCH);

    assertEquals(
        house.list("SELECT count(*), sum(cost_nanos), sum(cost_status = 'unpriced') FROM call"),
        List.of(
            table.stream().mapToLong(ToolLine::calls).sum()
                + " "
                + table.stream().mapToLong(line -> line.cost().nanos()).sum()
                + " "
                + table.stream().mapToLong(ToolLine::unpriced).sum()));
  }

  @Test
  void showsOneCallWithItsTries() {
    CallOpening opening = calls.next();
    OpenCall call = house.ledger().open(opening);
    call.attempt(new Attempt("field", "", "", house.instant(), 1, 503, "failed", "busy"));
    call.attempt(new Attempt("barn", "", "", house.instant(), 1, 200, "answered", ""));
    house.flush();

    assertEquals("pending", reports.row(opening.id()).orElseThrow().columns().get("state"));
    assertEquals(
        List.of("field", "barn"),
        reports.attempts(opening.id()).stream().map(attempt -> attempt.get("provider")).toList());
  }

  private List<String> totals(Slice slice, Axis... by) {
    return reports.totals(slice, List.of(by)).stream().map(LedgerReportsTest::line).toList();
  }

  private static String line(Total total) {
    return total.group() + " " + total.calls() + " " + total.tokens().total() + " " + total.cost();
  }

  /** The same as {@link #totals} by tool, straight from the rows. */
  private List<String> rows(Instant from, Instant to) {
    return house
        .list(
            "SELECT '[' || tool || '] ' || count(*) || ' ' || sum(input_tokens + output_tokens),"
                + " sum(cost_nanos) FROM call WHERE arrived_at >= %d AND arrived_at < %d GROUP BY tool ORDER BY sum(cost_nanos) DESC, count(*) DESC"
                    .formatted(from.toEpochMilli(), to.toEpochMilli()))
        .stream()
        .map(line -> {
          int space = line.lastIndexOf(' ');
          return line.substring(0, space + 1)
              + new Money(Long.parseLong(line.substring(space + 1)));
        })
        .toList();
  }

  private static List<String> column(List<Row> rows, String name, String absent) {
    return rows.stream().map(row -> row.columns().getOrDefault(name, absent)).toList();
  }

  private void settle(Calls of, TokenCounts tokens, String usd) {
    house.ledger().open(of.next()).settle(Calls.settled(tokens, usd));
  }

  private void timed(Calls of, Timings timings) {
    house
        .ledger()
        .open(of.next())
        .settle(
            new Settlement(
                State.SETTLED,
                200,
                Usage.exact(new TokenCounts(9, 1, 1, 0, 0, 0, 0, 0), ""),
                Bill.of(Money.usd("0.01"), ""),
                Settlement.Served.UNTOLD,
                timings,
                Settlement.Fault.NONE));
  }
}
