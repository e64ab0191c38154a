package tollgate.runtime.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where windows begin and end, in zones that do with their clocks what zones do. */
class SpanTest {

  @ParameterizedTest
  @CsvSource({
    // an ordinary day, and its last millisecond
    "DAY, UTC, 2026-11-21T12:00:00Z, 2026-11-21T00:00:00Z, 2026-11-22T00:00:00Z",
    "DAY, UTC, 2026-11-21T23:59:59.999Z, 2026-11-21T00:00:00Z, 2026-11-22T00:00:00Z",
    "DAY, UTC, 2028-02-29T12:00:00Z, 2028-02-29T00:00:00Z, 2028-03-01T00:00:00Z",
    // clocks forward: 23 hours; back: 25
    "DAY, Europe/Berlin, 2026-03-29T12:00:00Z, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
    "DAY, Europe/Berlin, 2026-10-25T12:00:00Z, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
    // a day without a midnight
    "DAY, America/Sao_Paulo, 2018-11-04T12:00:00Z, 2018-11-04T03:00:00Z, 2018-11-05T02:00:00Z",
    // clocks back over midnight: the date returns, its window does not
    "DAY, America/Sao_Paulo, 2018-02-18T02:30:00Z, 2018-02-17T02:00:00Z, 2018-02-18T03:00:00Z",
    "DAY, America/St_Johns, 2006-10-29T03:00:00Z, 2006-10-29T02:30:00Z, 2006-10-30T03:30:00Z",
    // a zone that skipped a whole date
    "DAY, Pacific/Apia, 2011-12-30T12:00:00Z, 2011-12-30T10:00:00Z, 2011-12-31T10:00:00Z",
    "WEEK, Europe/Berlin, 2026-11-22T12:00:00Z, 2026-11-15T23:00:00Z, 2026-11-22T23:00:00Z",
    "WEEK, Europe/Berlin, 2026-10-25T12:00:00Z, 2026-10-18T22:00:00Z, 2026-10-25T23:00:00Z",
    "MONTH, UTC, 2028-02-29T23:59:59Z, 2028-02-01T00:00:00Z, 2028-03-01T00:00:00Z",
    "MONTH, UTC, 2027-02-28T23:59:59Z, 2027-02-01T00:00:00Z, 2027-03-01T00:00:00Z",
    "MONTH, Asia/Kolkata, 2026-12-31T18:29:59Z, 2026-11-30T18:30:00Z, 2026-12-31T18:30:00Z",
    "HOUR, Asia/Kathmandu, 2026-11-21T12:30:00Z, 2026-11-21T12:15:00Z, 2026-11-21T13:15:00Z",
    "HOUR, Europe/Berlin, 2026-10-25T00:30:00Z, 2026-10-25T00:00:00Z, 2026-10-25T01:00:00Z",
    "HOUR, Australia/Lord_Howe, 2026-04-04T15:10:00Z, 2026-04-04T14:30:00Z, 2026-04-04T15:30:00Z",
    "MINUTE, UTC, 2026-11-21T12:00:59.999Z, 2026-11-21T12:00:00Z, 2026-11-21T12:01:00Z",
    "SECOND, UTC, 2026-11-21T12:00:59.999Z, 2026-11-21T12:00:59Z, 2026-11-21T12:01:00Z",
  })
  void windowsBeginAndEndAsTheClockOnTheWallDoes(
      Span.Unit unit, String zone, Instant at, Instant from, Instant until) {
    Period period = new Span.Calendar(unit, ZoneId.of(zone)).periodAt(at);

    assertEquals(from, Instant.ofEpochMilli(period.from()));
    assertEquals(until, Instant.ofEpochMilli(period.until()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTC",
        "Europe/Berlin",
        "America/Sao_Paulo",
        "America/St_Johns",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Africa/Casablanca",
        "America/Havana"
      })
  void everyInstantLiesInOneWindowAndTheNextBeginsWhereItEnds(String zone) {
    var random = new Random(7);
    for (Span.Unit unit : Span.Unit.values()) {
      var span = new Span.Calendar(unit, ZoneId.of(zone));
      for (int i = 0; i < 2_000; i++) {
        Instant at = Instant.ofEpochSecond(random.nextLong(900_000_000L, 1_900_000_000L));
        Period period = span.periodAt(at);
        assertTrue(period.contains(at.toEpochMilli()), () -> unit + " " + at + " " + period);
        assertEquals(period, span.periodAt(Instant.ofEpochMilli(period.from())));
        assertEquals(period, span.periodAt(Instant.ofEpochMilli(period.until() - 1)));
        assertEquals(period.until(), span.periodAt(Instant.ofEpochMilli(period.until())).from());
      }
    }
  }

  @Test
  void aRollingWindowIsNeverShorterThanItSaysAndHardlyLonger() {
    var random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      var span = new Span.Rolling(Duration.ofSeconds(random.nextLong(1, 1_000_000)));
      Instant at = Instant.ofEpochMilli(random.nextLong(1_000_000_000_000L, 2_000_000_000_000L));
      Period period = span.periodAt(at);

      assertTrue(period.from() <= at.minus(span.length()).toEpochMilli(), span::text);
      assertTrue(period.contains(at.toEpochMilli()), span::text);
      long longest = (Span.Rolling.SLOTS + 1) * span.slotMillis();
      assertEquals(longest, period.until() - period.from());
    }
  }

  @Test
  void anotherZoneIsAnotherWindow() {
    Instant at = Instant.parse("2026-11-21T23:30:00Z");

    assertEquals(
        Instant.parse("2026-11-21T23:00:00Z").toEpochMilli(),
        Meter.day(ZoneId.of("Europe/Berlin")).at(at).window());
    assertEquals(
        Instant.parse("2026-11-21T05:00:00Z").toEpochMilli(),
        Meter.day(ZoneId.of("America/New_York")).at(at).window());
  }
}
