package tollgate.runtime.admin;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import tollgate.api.face.FaceRequest;
import tollgate.runtime.problem.Problem;

/** Instants in the query of an operator's request. */
final class QueryTimes {

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
      return text.length() == "2026-11-21".length()
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException noTime) {
      throw Problem.REQUEST_BAD_PARAMETER.exception(
          name, text, "a day such as 2026-11-21 or a time such as 2026-11-21T12:00:00Z");
    }
  }
}
