package tollgate.runtime.event;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How a line tells its time. */
final class Timestamps {

  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

  private Timestamps() {}

  /** For programs: UTC with milliseconds. */
  static String iso(long epochMillis) {
    return ISO.format(Instant.ofEpochMilli(epochMillis));
  }

  /** For people: the time of day where they are. */
  static String timeOfDay(long epochMillis, ZoneId zone) {
    return CLOCK.format(Instant.ofEpochMilli(epochMillis).atZone(zone));
  }
}
