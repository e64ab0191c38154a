package tollgate.runtime.budget;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** How long a counter counts before it begins anew. */
public sealed interface Span {

  /** The window that an instant lies in; of a rolling one, that which ends with the instant. */
  Period periodAt(Instant at);

  /** In a word: {@code day}, {@code 18000s}, {@code ever}. */
  String text();

  /** All there is to know of it: {@code day Europe/Berlin}. */
  default String words() {
    return text();
  }

  /** Reads what {@link #words} wrote. */
  static Span of(String words) {
    int zone = words.indexOf(' ');
    if (zone > 0) {
      Unit unit = Unit.valueOf(words.substring(0, zone).toUpperCase(Locale.ROOT));
      return new Calendar(unit, ZoneId.of(words.substring(zone + 1)));
    }
    return words.equals("ever")
        ? new Ever()
        : new Rolling(Duration.ofSeconds(Long.parseLong(words.substring(0, words.length() - 1))));
  }

  /**
   * How long the parts are in which it is counted, in milliseconds: what is over leaves a rolling
   * window part by part. All others are counted in one.
   */
  default long slotMillis() {
    return Long.MAX_VALUE;
  }

  /** The units of clock and calendar. */
  enum Unit {
    SECOND,
    MINUTE,
    HOUR,
    DAY,
    WEEK,
    MONTH
  }

  /**
   * A unit of the calendar as people in a zone see it. A day begins when its date begins there,
   * however many hours it has; a week begins on Monday. Every instant lies in exactly one window,
   * and windows follow each other without a gap: a clock that is set back over midnight does not
   * open the day before again.
   *
   * @param unit how long
   * @param zone where
   */
  record Calendar(Unit unit, ZoneId zone) implements Span {
    private static final long HOUR_SECONDS = 3_600;

    @Override
    public Period periodAt(Instant at) {
      return switch (unit) {
        case SECOND -> clock(at, 1, 0);
        case MINUTE -> clock(at, 60, 0);
        // Hours follow the zone's standard time: those of Nepal begin at a quarter to, UTC.
        case HOUR ->
            clock(at, HOUR_SECONDS, zone.getRules().getStandardOffset(at).getTotalSeconds());
        case DAY, WEEK, MONTH -> dates(at);
      };
    }

    private static Period clock(Instant at, long seconds, long offset) {
      long local = at.getEpochSecond() + offset;
      long from = local - Math.floorMod(local, seconds) - offset;
      return new Period(from * 1_000, (from + seconds) * 1_000);
    }

    private Period dates(Instant at) {
      LocalDate first = firstOf(LocalDate.ofInstant(at, zone));
      // Where clocks go back over midnight, a date can come back after it was over.
      if (!at.isBefore(start(after(first)))) {
        first = after(first);
      }
      return Period.of(start(first), start(after(first)));
    }

    private LocalDate firstOf(LocalDate date) {
      return switch (unit) {
        case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        case MONTH -> date.withDayOfMonth(1);
        case SECOND, MINUTE, HOUR, DAY -> date;
      };
    }

    private LocalDate after(LocalDate first) {
      return switch (unit) {
        case WEEK -> first.plusWeeks(1);
        case MONTH -> first.plusMonths(1);
        case SECOND, MINUTE, HOUR, DAY -> first.plusDays(1);
      };
    }

    /** The first instant of a date, also of one that has no midnight. */
    private Instant start(LocalDate date) {
      return date.atStartOfDay(zone).toInstant();
    }

    @Override
    public String text() {
      return unit.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String words() {
      return text() + " " + zone.getId();
    }
  }

  /**
   * The last so much time, counted in sixtieths: the oldest one leaves as a whole, so that a window
   * is up to a sixtieth longer than it says, and never shorter.
   *
   * @param length how long, at least a second
   */
  record Rolling(Duration length) implements Span {

    /** How many whole parts a window has beside the one that has just begun. */
    static final int SLOTS = 60;

    /** A window of less than a second would be none. */
    public Rolling {
      if (length.compareTo(Duration.ofSeconds(1)) < 0) {
        throw new IllegalArgumentException("a rolling window of " + length);
      }
    }

    @Override
    public long slotMillis() {
      return (length.toMillis() + SLOTS - 1) / SLOTS;
    }

    @Override
    public Period periodAt(Instant at) {
      long slot = Math.floorDiv(at.toEpochMilli(), slotMillis());
      return new Period((slot - SLOTS) * slotMillis(), (slot + 1) * slotMillis());
    }

    @Override
    public String text() {
      return length.toSeconds() + "s";
    }
  }

  /** No end. */
  record Ever() implements Span {
    @Override
    public Period periodAt(Instant at) {
      return Period.ALWAYS;
    }

    @Override
    public String text() {
      return "ever";
    }
  }
}
