package tollgate.dialect.anthropic.messages;

import java.util.LinkedHashMap;
import tollgate.api.call.Headers;
import tollgate.api.call.Manner;
import tollgate.api.call.Refusal;
import tollgate.api.call.WireReply;
import tollgate.api.json.Json;

/**
 * A refusal as an Anthropic error: {@code {"type":"error","error":{"type","message"}}}. The
 * gateway's code stands beside the message, the call's id where Anthropic puts its request id.
 */
final class ErrorShape {

  private ErrorShape() {}

  static WireReply reply(Refusal refusal, Manner manner) {
    String type = manner.errorType().isEmpty() ? typeOf(manner.status()) : manner.errorType();
    return WireReply.json(
        manner.status(), headers(refusal, manner), Json.encode(document(refusal, type)));
  }

  /** The error as the data of an event in a stream that has begun. */
  static Json event(Refusal refusal) {
    return document(refusal, typeOf(refusal.kind().status()));
  }

  private static Json document(Refusal refusal, String type) {
    var document = new LinkedHashMap<String, Json>();
    document.put("type", Json.text("error"));
    document.put(
        "error", Json.object("type", type, "message", refusal.message(), "code", refusal.code()));
    if (!refusal.callId().isEmpty()) {
      document.put("request_id", Json.text(refusal.callId()));
    }
    return new Json.Obj(document);
  }

  private static Headers headers(Refusal refusal, Manner manner) {
    Headers headers = manner.headers();
    if (!refusal.callId().isEmpty()) {
      headers = headers.with("request-id", refusal.callId());
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

  /** Error types by status: Anthropic's errors page, October 2026. */
  private static String typeOf(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 402 -> "billing_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 504 -> "timeout_error";
      case 529 -> "overloaded_error";
      default -> status >= 500 ? "api_error" : "invalid_request_error";
    };
  }
}
