package tollgate.runtime.report;

import java.time.Duration;

/** Into how wide buckets a stretch of time is divided. */
final class Buckets {
  private static final Duration DAY = Duration.ofDays(1);

  private Buckets() {}

  /** How wide a bucket is in so long a time; scripts know these widths. */
  static Duration width(Duration span) {
    if (span.compareTo(Duration.ofHours(5)) <= 0) {
      return Duration.ofMinutes(5);
    }
    if (span.compareTo(DAY) <= 0) {
      return Duration.ofHours(1);
    }
    return span.compareTo(Duration.ofDays(7)) <= 0 ? Duration.ofHours(4) : DAY;
  }
}
