package tollgate.runtime.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tollgate.runtime.problem.SettingProblem;

/** A moment as somebody types it: so long from now or ago, a day, or an instant. */
final class GivenTime {

  private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,5})([mhdw])");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1),
          "w", Duration.ofDays(7));

  private GivenTime() {}

  /**
   * The instant that is meant where a span of time is one from now on.
   *
   * @param option for whose sake it was typed
   * @throws tollgate.runtime.problem.ProblemException with CLI_USAGE when none can be read out of
   *     it
   */
  static Instant ahead(String option, String text, Instant now) {
    return span(text).map(now::plus).orElseGet(() -> moment(option, text));
  }

  /** The same where a span of time is one that has passed. */
  static Instant ago(String option, String text, Instant now) {
    return span(text).map(now::minus).orElseGet(() -> moment(option, text));
  }

  private static Optional<Duration> span(String text) {
    var span = SPAN.matcher(text);
    if (!span.matches()) {
      return Optional.empty();
    }
    Duration unit = UNITS.getOrDefault(span.group(2), Duration.ZERO);
    return Optional.of(unit.multipliedBy(Long.parseLong(span.group(1))));
  }

  private static Instant moment(String option, String text) {
    try {
      return text.length() == "2027-01-31".length()
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException notATime) {
      throw SettingProblem.CLI_USAGE.exception(
          option + " " + text + " is neither a span of time nor a date.",
          "For example: %1$s 30d, %1$s 2027-01-31 or %1$s 2027-01-31T12:00:00Z".formatted(option));
    }
  }
}
