package tollgate.dialect.gemini;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import tollgate.api.call.Headers;
import tollgate.api.call.Manner;
import tollgate.api.call.Refusal;
import tollgate.api.call.WireReply;
import tollgate.api.json.Json;

/**
 * A refusal as a Google error: {@code {"error":{"code","message","status","details"}}}. The
 * gateway's code and the call's id stand in an {@code ErrorInfo}, the time to wait in a {@code
 * RetryInfo}: the details Google's own clients look for (google.rpc error model, AIP-193).
 */
final class ErrorShape {

  private static final String DETAIL = "type.googleapis.com/google.rpc.";

  private ErrorShape() {}

  static WireReply reply(Refusal refusal, Manner manner) {
    String status = manner.errorType().isEmpty() ? statusOf(manner.status()) : manner.errorType();
    return WireReply.json(
        manner.status(),
        headers(refusal, manner),
        Json.encode(document(refusal, manner.status(), status)));
  }

  /** The error as an event of a stream that has begun. */
  static Json event(Refusal refusal) {
    int code = refusal.kind().status();
    return document(refusal, code, statusOf(code));
  }

  private static Json document(Refusal refusal, int code, String status) {
    var error = new LinkedHashMap<String, Json>();
    error.put("code", Json.of(code));
    error.put("message", Json.text(refusal.message()));
    error.put("status", Json.text(status));
    error.put("details", new Json.Arr(details(refusal)));
    return Json.object("error", new Json.Obj(error));
  }

  private static List<Json> details(Refusal refusal) {
    var details = new ArrayList<Json>();
    String reason = refusal.code().toUpperCase(Locale.ROOT).replace('.', '_');
    Json metadata = Json.object("code", refusal.code(), "call", refusal.callId());
    details.add(
        Json.object(
            "@type",
            DETAIL + "ErrorInfo",
            "reason",
            reason,
            "domain",
            "tollgate",
            "metadata",
            metadata));
    if (refusal.retryAfter().isPositive()) {
      details.add(Json.object("@type", DETAIL + "RetryInfo", "retryDelay", seconds(refusal) + "s"));
    }
    return List.copyOf(details);
  }

  private static Headers headers(Refusal refusal, Manner manner) {
    Headers headers = manner.headers();
    if (!refusal.callId().isEmpty()) {
      headers = headers.with("x-request-id", refusal.callId());
    }
    if (refusal.retryAfter().isPositive() && !headers.has("retry-after")) {
      headers = headers.with("retry-after", Long.toString(seconds(refusal)));
    }
    return headers;
  }

  /** Rounded up, so that nobody comes back too early. */
  private static long seconds(Refusal refusal) {
    return refusal.retryAfter().plusSeconds(1).minusNanos(1).toSeconds();
  }

  /** Status words by HTTP status: google.rpc.Code as its mapping says. */
  private static String statusOf(int status) {
    return switch (status) {
      case 401 -> "UNAUTHENTICATED";
      case 402 -> "FAILED_PRECONDITION";
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "NOT_FOUND";
      case 429 -> "RESOURCE_EXHAUSTED";
      case 500 -> "INTERNAL";
      case 504 -> "DEADLINE_EXCEEDED";
      default -> status > 500 ? "UNAVAILABLE" : "INVALID_ARGUMENT";
    };
  }
}
