package tollgate.runtime.http;

import tollgate.api.call.Headers;
import tollgate.api.call.WireReply;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.wire.Protection;

/**
 * A problem as JSON, for requests that never reach a service which would say it in the client's own
 * language. Names the words that clients of any kind look for: {@code error.message} and {@code
 * error.type}.
 */
final class ProblemReply {

  private ProblemReply() {}

  /** With the status the problem's kind has. */
  static WireReply of(ProblemReport report) {
    return of(report.problem().kind().status(), report);
  }

  /** With a status of its own. */
  static WireReply of(int status, ProblemReport report) {
    String message = report.fix().isEmpty() ? report.what() : report.what() + " " + report.fix();
    String place = report.where().isEmpty() ? "" : ",\"id\":" + quoted(report.where());
    String json =
        "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"code\":\"%s\",\"message\":%s,\"remedy\":%s%s}}"
            .formatted(
                status < 500 ? "invalid_request_error" : "api_error",
                report.problem().code(),
                quoted(message),
                quoted(report.fix()),
                place);
    return WireReply.json(status, Protection.of(Headers.none(), false), json);
  }

  /** A JSON string; everything but plain printable characters is escaped. */
  private static String quoted(String text) {
    var quoted = new StringBuilder(text.length() + 16).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
