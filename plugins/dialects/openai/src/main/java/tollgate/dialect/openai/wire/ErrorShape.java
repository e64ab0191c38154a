package tollgate.dialect.openai.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import tollgate.api.call.Headers;
import tollgate.api.call.Manner;
import tollgate.api.call.Refusal;
import tollgate.api.call.RefusalKind;
import tollgate.api.call.WireReply;
import tollgate.api.json.Json;

/**
 * A refusal as an OpenAI error: {@code {"error":{"message","type","param","code"}}}. The gateway's
 * code is the error's code; the call's id stands beside the error and in {@code x-request-id},
 * which tools print.
 */
public final class ErrorShape {

  private ErrorShape() {}

  /** The refusal as a whole reply. */
  public static WireReply reply(Refusal refusal, Manner manner) {
    return WireReply.json(
        manner.status(),
        headers(refusal, manner),
        Json.encode(new Json.Obj(document(refusal, manner))));
  }

  /**
   * The same on a WebSocket: an event that holds status and fields as well, as OpenAI's and
   * CLIProxyAPI's do.
   */
  public static String message(Refusal refusal, Manner manner) {
    var message = new LinkedHashMap<String, Json>();
    message.put("type", Json.text("error"));
    message.put("status", Json.of(manner.status()));
    message.putAll(document(refusal, manner));
    var fields = new LinkedHashMap<String, Json>();
    headers(refusal, manner).forEach((name, value) -> fields.put(name, Json.text(value)));
    message.put("headers", new Json.Obj(fields));
    return Json.encode(new Json.Obj(message));
  }

  /** The error as the data of an event in a stream that has begun. */
  public static Json event(Refusal refusal) {
    return new Json.Obj(document(refusal, Manner.plain(refusal.kind())));
  }

  private static Map<String, Json> document(Refusal refusal, Manner manner) {
    String type =
        manner.errorType().isEmpty() ? typeOf(refusal.kind(), manner.status()) : manner.errorType();
    var document = new LinkedHashMap<String, Json>();
    document.put(
        "error",
        Json.object(
            "message",
            refusal.message(),
            "type",
            type,
            "param",
            Json.NULL,
            "code",
            refusal.code()));
    if (!refusal.callId().isEmpty()) {
      document.put("request_id", Json.text(refusal.callId()));
    }
    return document;
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

  /**
   * Error types by status: OpenAI's error codes page, October 2026. It has no status of its own for
   * spent money; the word it uses for that is kept.
   */
  private static String typeOf(RefusalKind kind, int status) {
    if (kind == RefusalKind.BUDGET) {
      return "insufficient_quota";
    }
    return switch (status) {
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 429 -> "rate_limit_error";
      default -> status >= 500 ? "server_error" : "invalid_request_error";
    };
  }
}
