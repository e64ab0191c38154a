package tollgate.dialect.ollama;

import tollgate.api.call.Headers;
import tollgate.api.call.Manner;
import tollgate.api.call.Refusal;
import tollgate.api.call.WireReply;
import tollgate.api.json.Json;

/**
 * A refusal as an error of Ollama: {@code {"error":"…"}}. Clients print the text; the gateway's
 * code and the call's id stand beside it.
 */
final class ErrorShape {

  private ErrorShape() {}

  static WireReply reply(Refusal refusal, Manner manner) {
    return WireReply.json(
        manner.status(),
        headers(refusal, manner),
        Json.encode(document(refusal, manner.errorType())));
  }

  /** The error as a line of a stream that has begun. */
  static Json event(Refusal refusal) {
    return document(refusal, "");
  }

  private static Json document(Refusal refusal, String type) {
    return Json.object(
        "error",
        refusal.message(),
        "type",
        type.isEmpty() ? "gateway_error" : type,
        "code",
        refusal.code(),
        "request_id",
        refusal.callId());
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
}
