package tollgate.runtime.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Pattern;
import tollgate.runtime.problem.Problem;

/** When a key is to expire, as somebody types it. */
final class KeyExpiry {

  private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,5})([mhdw])");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1),
          "w", Duration.ofDays(7));

  private KeyExpiry() {}

  /**
   * The instant that is meant.
   *
   * @throws tollgate.runtime.problem.ProblemException with CLI_USAGE when none can be read out of
   *     it
   */
  static Instant parse(String text, Instant now) {
    var span = SPAN.matcher(text);
    if (span.matches()) {
      Duration unit = UNITS.getOrDefault(span.group(2), Duration.ZERO);
      return now.plus(unit.multipliedBy(Long.parseLong(span.group(1))));
    }
    try {
      return text.length() == "2027-01-31".length()
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException notATime) {
      throw Problem.CLI_USAGE.exception(
          "--expires " + text + " is neither a span of time nor a date.",
          "For example: --expires 30d, --expires 2027-01-31 or --expires 2027-01-31T12:00:00Z");
    }
  }
}
