package tollgate.runtime.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tollgate.api.face.Axis;
import tollgate.runtime.ledger.Calls;
import tollgate.runtime.ledger.LedgerHouse;
import tollgate.runtime.ledger.OpenCall;
import tollgate.runtime.ledger.Retention;
import tollgate.runtime.report.QuarterSearch.Stretch;

/** A page that is far down a list is the same as if all before it had been read. */
class FarPageTest {
  private static final int CALLS = 700;
  private static final Duration YEAR = Duration.ofDays(365);

  @TempDir private static Path folder;
  private static LedgerHouse house;

  /** A week with calls at all hours, a day without any, and two that are under way. */
  @BeforeAll
  static void make() {
    house = made("ledger.db");
  }

  private static LedgerHouse made(String name) {
    var random = new Random(7);
    var house = LedgerHouse.at(folder.resolve(name));
    Calls calls = Calls.at(house);
    for (int i = 0; i < CALLS; i++) {
      house.advance(i == 300 ? Duration.ofHours(50) : Duration.ofSeconds(random.nextInt(1_800)));
      Calls by = calls.by("tool" + random.nextInt(3), "s").instance("i" + random.nextInt(2));
      OpenCall call = house.ledger().open(by.next());
      switch (random.nextInt(12)) {
        case 0 -> call.settle(Calls.failed());
        case 1 -> house.ledger().refuse(by.next(), 402, "budget.spent", "It is spent.");
        default -> {}
      }
      if (i % 350 != 20) {
        call.settle(Calls.settled("0.01"));
      }
    }
    house.flush();
    return house;
  }

  @AfterAll
  static void close() {
    house.close();
  }

  static List<LogFilter> filters() {
    Instant now = house.instant();
    return List.of(
        LogFilter.ALL,
        LogFilter.ALL.only(Axis.TOOL, "tool1"),
        LogFilter.ALL.only(Axis.TOOL, "tool2").only(Axis.INSTANCE, "i1"),
        LogFilter.ALL.only(Axis.TOOL, "nobody"),
        LogFilter.ALL.lifecycle("error"),
        LogFilter.ALL.lifecycle("completed").only(Axis.INSTANCE, "i0"),
        LogFilter.ALL.between(now.minus(Duration.ofDays(5)), now.minus(Duration.ofHours(30))),
        LogFilter.ALL.between(now.minus(Duration.ofMinutes(7)), now));
  }

  private static List<String> ids(LedgerHouse house, LogFilter filter, int limit, int offset) {
    var query = new LogQuery(filter, limit, offset);
    return house.database().reads().ask(query::page).stream().map(row -> row.id()).toList();
  }

  /** Every row in order, by pages that need no offset. */
  private static List<String> all(LedgerHouse house, LogFilter filter) {
    return ids(house, filter, 10_000, 0);
  }

  private static void passesOverWhatComesBefore(LedgerHouse house, LogFilter filter) {
    List<String> all = all(house, filter);
    var stretch = new Stretch(filter.from().toEpochMilli(), filter.to().toEpochMilli());
    for (int offset = 0; offset < all.size() + 30; offset += 29) {
      int far = offset;
      FarPage.Begin begin =
          house
              .database()
              .reads()
              .ask(connection ->
                  FarPage.of(
                      connection,
                      filter,
                      stretch,
                      far,
                      part -> all(house, filter.between(at(part.from()), at(part.end()))).size()));
      LogFilter rest = filter.between(filter.from(), at(begin.end()));

      List<String> page = ids(house, rest, 5, Math.toIntExact(begin.offset()));

      int from = Math.min(offset, all.size());
      assertEquals(all.subList(from, Math.min(from + 5, all.size())), page, filter + " " + offset);
      assertTrue(begin.offset() <= 60 || offset >= all.size(), begin::toString);
    }
  }

  private static Instant at(long millis) {
    return Instant.ofEpochMilli(millis);
  }

  @ParameterizedTest
  @MethodSource("filters")
  void beginsWhereCountingWouldBegin(LogFilter filter) {
    passesOverWhatComesBefore(house, filter);
  }

  @Test
  void isReachedByOffsetAsByTheRowBefore() {
    LogFilter filter = LogFilter.ALL.lifecycle("completed");
    List<String> all = all(house, filter);
    var paged = new ArrayList<String>();
    for (int offset = 0; offset < all.size(); offset += 50) {
      paged.addAll(ids(house, filter, 50, offset));
    }

    assertTrue(all.size() > LogQuery.FAR + 100, () -> "only " + all.size());
    assertEquals(all, paged);
  }

  @Test
  void doesNotCountWhatWasDeletedWhileItsSumsAreKept() {
    LogFilter tool = LogFilter.ALL.only(Axis.TOOL, "tool1");
    try (LedgerHouse other = made("other.db")) {
      int before = all(other, tool).size();
      var keep = new Retention.Keep(Duration.ofDays(3), YEAR, YEAR, YEAR);
      new Retention(other.database().writer(), other).run(keep);

      assertTrue(all(other, tool).size() < before, "nothing was deleted");
      passesOverWhatComesBefore(other, tool);
      passesOverWhatComesBefore(other, LogFilter.ALL);
    }
  }
}
