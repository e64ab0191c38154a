package tollgate.runtime.admin;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Function;
import tollgate.api.face.FaceRequest;
import tollgate.api.face.LedgerView.Slice;
import tollgate.runtime.problem.RequestProblem;

/** Instants in the query of an operator's request. */
final class QueryTimes {

  /** Nothing of a gateway's happened before that or after, and milliseconds can tell both. */
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private QueryTimes() {}

  /**
   * The instant under a name: a time with its offset, or a day, which begins at midnight UTC.
   *
   * @param otherwise what counts where there is none
   */
  static Instant instant(FaceRequest request, String name, Instant otherwise) {
    String text = request.query().getOrDefault(name, "");
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      Instant instant =
          text.length() == "2026-11-21".length()
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text).toInstant();
      if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
        throw new DateTimeException("not in these ages");
      }
      return instant;
    } catch (DateTimeException noTime) {
      throw RequestProblem.REQUEST_BAD_PARAMETER.exception(
          name, text, "a day such as 2026-11-21 or a time such as 2026-11-21T12:00:00Z");
    }
  }

  /**
   * A stretch of time: from an instant to another where both are given, else so many hours up to
   * now.
   *
   * @param hours reads how many
   */
  static Slice span(FaceRequest request, Instant now, Function<FaceRequest, Duration> hours) {
    boolean from = !Query.text(request, "from").isEmpty();
    boolean to = !Query.text(request, "to").isEmpty();
    if (from != to) {
      throw RequestProblem.REQUEST_MISSING_PARAMETER.exception(
          from ? "to" : "from", "an instant: both ends of a range are needed");
    }
    return from
        ? new Slice(instant(request, "from", now), instant(request, "to", now), Map.of())
        : new Slice(now.minus(hours.apply(request)), now, Map.of());
  }
}
