package tollgate.api.provider;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import tollgate.api.call.Headers;

/**
 * Reads how long a reply asks to be left alone: seconds or a date, as RFC 9110 (10.2.3) has it.
 *
 * @since 1.0
 */
public final class RetryAfter {

  /** More is taken for this much: nobody waits for a month, and no sum may overflow. */
  public static final Duration LONGEST = Duration.ofDays(31);

  private RetryAfter() {}

  /** The time asked for; zero when none is, or when it cannot be read or has passed. */
  public static Duration of(Headers headers, InstantSource clock) {
    String value = headers.first("retry-after").strip();
    if (value.isEmpty() || value.length() > 40) {
      return Duration.ZERO;
    }
    return value.chars().allMatch(c -> c >= '0' && c <= '9')
        ? ofSeconds(value)
        : untilDate(value, clock.instant());
  }

  private static Duration ofSeconds(String digits) {
    return digits.length() > 9
        ? LONGEST
        : shorter(Duration.ofSeconds(Long.parseLong(digits)), LONGEST);
  }

  private static Duration untilDate(String date, Instant now) {
    try {
      Instant then = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(now, then);
      return wait.isNegative() ? Duration.ZERO : shorter(wait, LONGEST);
    } catch (DateTimeException unreadable) {
      return Duration.ZERO;
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
