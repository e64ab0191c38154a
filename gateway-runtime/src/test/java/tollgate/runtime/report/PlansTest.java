package tollgate.runtime.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tollgate.api.face.Axis;
import tollgate.api.face.LedgerView.Slice;
import tollgate.runtime.ledger.LedgerHouse;
import tollgate.runtime.report.QuarterSearch.Stretch;
import tollgate.runtime.store.Sql;

/** How the database goes about the questions that must be quick however many calls there are. */
class PlansTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:07:00Z");
  private static final Stretch QUARTER = new Stretch(0, QuarterSearch.QUARTER);

  @TempDir Path folder;

  private LedgerHouse house;

  @BeforeEach
  void open() {
    house = LedgerHouse.at(folder.resolve("ledger.db"));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private List<String> plan(Sql question) {
    var explained = new Sql().add("EXPLAIN QUERY PLAN ").add(question);
    return house
        .database()
        .reads()
        .ask(connection -> explained.list(connection, row -> row.getString("detail")));
  }

  /** Looking at a table from end to end is for the few calls that are under way. */
  private static void looksAtNoCallInVain(List<String> plan) {
    for (String step : plan) {
      assertFalse(
          step.startsWith("SCAN") && !step.endsWith("USING INDEX call_unfinished"), plan::toString);
    }
  }

  @Test
  void sumsOverWholeQuarterHoursLookAtNoCallAtAll() {
    var week = new Slice(NOW.minusSeconds(7 * 86_400 + 420), NOW.minusSeconds(420), Map.of());
    for (Sql question :
        List.of(
            SumQuery.sql(week, List.of(Axis.PROVIDER, Axis.MODEL), Duration.ofDays(1)),
            SumQuery.sql(week, List.of(Axis.PROVIDER, Axis.ACCOUNT), Duration.ZERO),
            SumQuery.sql(week, List.of(Axis.KEY), Duration.ZERO),
            SumQuery.sql(week, List.of(), Duration.ofHours(4)))) {
      List<String> plan = plan(question);

      assertTrue(
          plan.stream().anyMatch(step -> step.matches("SEARCH (quarter|day)_.*")), plan::toString);
      assertTrue(plan.stream().noneMatch(step -> step.contains(" call ")), plan::toString);
    }
  }

  @Test
  void sumsUpToNowLookAtTheCallsOfOneQuarterHourOnly() {
    var day = new Slice(NOW.minusSeconds(86_400), NOW, Map.of(Axis.TOOL, "plow"));

    List<String> plan = plan(SumQuery.sql(day, List.of(Axis.PROVIDER), Duration.ofHours(1)));

    assertEquals(
        2, plan.stream().filter(step -> step.contains("USING INDEX call_arrived")).count());
    looksAtNoCallInVain(plan.stream().filter(step -> !step.contains("(subquery")).toList());
  }

  @Test
  void sumsOfASessionLookAtItsCallsOnly() {
    var only = new Slice(Instant.EPOCH, NOW, Map.of(Axis.SESSION, "s1"));

    List<String> plan = plan(SumQuery.sql(only, List.of(Axis.MODEL), Duration.ZERO));

    assertTrue(
        plan.stream().anyMatch(step -> step.startsWith("SEARCH call USING INDEX call_session")),
        plan::toString);
  }

  /** The steps that read something which grows with the calls. */
  private List<String> reading(Sql question) {
    return plan(question).stream()
        .filter(step -> step.matches("(SEARCH|SCAN) (call|quarter|day).*|.*FOR GROUP BY"))
        .toList();
  }

  @Test
  void theDearestOfAGroupAreFoundByReadingWhatItsSumsAreMadeOf() {
    var day = new Slice(NOW.minusSeconds(86_400), NOW, Map.of());
    for (List<Axis> by :
        List.of(List.of(Axis.MODEL), List.of(Axis.KEY), List.of(Axis.TOOL, Axis.SESSION))) {
      assertEquals(
          reading(SumQuery.sql(day, by, Duration.ZERO)), reading(SumQuery.topSql(day, by, 12)));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TOOL", "INSTANCE", "PROVIDER", "ACCOUNT", "MODEL", "KEY"})
  void aPageOfCallsIsReadFromTheQuarterHoursThatHaveSuch(Axis axis) {
    LogFilter filter = LogFilter.ALL.only(axis, "rare");

    QuarterSearch search = QuarterSearch.of(filter).orElseThrow();
    List<String> days = plan(search.days(NOW.toEpochMilli()));
    List<String> quarters = plan(search.sql(0, NOW.toEpochMilli()));
    List<String> rows = plan(new LogQuery(filter, 50, 0).sql(QUARTER, 50, 0));

    looksAtNoCallInVain(quarters.stream().filter(step -> step.contains("call")).toList());
    assertEquals("SEARCH n USING PRIMARY KEY (kind=? AND name=? AND day<?)", days.getFirst());
    looksAtNoCallInVain(days);
    assertTrue(
        quarters.stream().anyMatch(step -> step.startsWith("SEARCH t USING PRIMARY KEY (quarter>")),
        quarters::toString);
    assertEquals(
        List.of("SEARCH call USING INDEX call_arrived (arrived_at>? AND arrived_at<?)"), rows);
  }

  @Test
  void whatNoSumKnowsIsLookedForAmongTheCallsUnderWayOnly() {
    QuarterSearch search = QuarterSearch.of(LogFilter.ALL.only(Axis.TOOL, "none")).orElseThrow();

    List<String> running = plan(search.ofRunning(NOW.toEpochMilli()));

    assertTrue(
        running.stream().anyMatch(step -> step.endsWith("USING INDEX call_unfinished")),
        running::toString);
    looksAtNoCallInVain(running.stream().filter(step -> !step.contains("(subquery")).toList());
  }

  static List<LogFilter> named() {
    return List.of(
        LogFilter.ALL.by("rare", ""),
        LogFilter.ALL.by("", "rare"),
        LogFilter.ALL.by("rare", "rare").only(Axis.TOOL, "rare"),
        LogFilter.ALL.only(Axis.DIALECT, "rare"),
        LogFilter.ALL.only(Axis.AGENT, "rare"),
        LogFilter.ALL.statuses(418, 418));
  }

  @ParameterizedTest
  @MethodSource("named")
  void whatNothingIsAddedUpByIsFoundByItsName(LogFilter filter) {
    List<String> quarters = plan(QuarterSearch.of(filter).orElseThrow().sql(0, NOW.toEpochMilli()));

    looksAtNoCallInVain(quarters.stream().filter(step -> step.contains("call")).toList());
    assertTrue(
        quarters.stream()
            .anyMatch(step ->
                step.equals(
                    "SEARCH n USING PRIMARY KEY (kind=? AND name=? AND quarter>? AND quarter<?)")),
        quarters::toString);
  }

  @Test
  void pagesAreInOrderWithoutSorting() {
    for (LogFilter filter :
        List.of(
            LogFilter.ALL,
            LogFilter.ALL.before(7),
            LogFilter.ALL.statuses(500, 0),
            LogFilter.ALL.by("client", ""))) {
      List<String> plan = plan(new LogQuery(filter, 50, 0).sql(QUARTER, 50, 0));

      assertTrue(plan.stream().noneMatch(step -> step.contains("TEMP B-TREE")), plan::toString);
      looksAtNoCallInVain(plan);
    }
  }

  @Test
  void aSessionsCallsAndThoseUnderWayAreFoundByTheirOwnIndexes() {
    var session = new LogQuery(LogFilter.ALL.only(Axis.SESSION, "s"), 50, 0);
    var running = new LogQuery(LogFilter.ALL.lifecycle("pending"), 50, 0);

    assertTrue(
        plan(session.sql(QUARTER, 50, 0))
            .getFirst()
            .startsWith("SEARCH call USING INDEX call_session"));
    assertTrue(plan(running.sql(QUARTER, 50, 0)).getFirst().contains("INDEX call_unfinished"));
  }
}
