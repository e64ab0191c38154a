package tollgate.provider.cliproxyapi;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import tollgate.api.call.ReplyHead;
import tollgate.api.json.JsonView;
import tollgate.api.provider.ReplyNotes;
import tollgate.api.provider.ReplyNotes.Fault;
import tollgate.api.provider.RetryAfter;

/**
 * Reads what a reply of CLIProxyAPI tells beside the reply: the account that served, by the trace
 * id it sends since v7.2.84, and what the status means. The server stands in front of many accounts
 * of many vendors, so a vendor that is overloaded or an account that is cooling down says nothing
 * about the server's own health.
 */
final class NotesReading {

  private final InstantSource clock;

  NotesReading(InstantSource clock) {
    this.clock = clock;
  }

  ReplyNotes of(ReplyHead head) {
    var trace = TraceId.of(head.headers().first("x-cpa-trace-id"));
    return new ReplyNotes(
        trace.account(),
        trace.request(),
        List.of(),
        fault(head.status(), trace),
        RetryAfter.of(head.headers(), clock));
  }

  ReplyNotes of(ReplyHead head, JsonView body) {
    ReplyNotes notes = of(head);
    Fault fault = notes.fault();
    if (fault == Fault.BROKEN && standsBehindIt(body)) {
      fault = Fault.LIMITED;
    }
    Duration wait = notes.retryAfter();
    long reset = body.at("/error/reset_seconds").asLong().orElse(0);
    if (wait.isZero() && reset > 0) {
      wait = Duration.ofSeconds(Math.min(reset, RetryAfter.LONGEST.toSeconds()));
    }
    return new ReplyNotes(notes.account(), notes.upstreamId(), notes.windows(), fault, wait);
  }

  /** The server names an account once it has passed the call on: what fails then is a vendor. */
  private static Fault fault(int status, TraceId trace) {
    return switch (status) {
      case 401, 403 -> Fault.CREDENTIAL;
      case 402, 429, 529 -> Fault.LIMITED;
      default -> {
        if (status < 500) {
          yield Fault.NONE;
        }
        yield trace.account().isEmpty() ? Fault.BROKEN : Fault.LIMITED;
      }
    };
  }

  /**
   * Whether a 5xx comes from something the server stands before, while it is well itself: another
   * gateway with its breaker open, no account that could serve, or a model that no account has,
   * which releases before v7.2.121 answer with 502.
   */
  private static boolean standsBehindIt(JsonView body) {
    JsonView error = body.at("/error");
    String message = error.at("/message").asText(200).or(() -> error.asText(200)).orElse("");
    return error.at("/code").isText("short-circuit")
        || message.startsWith("auth_not_found")
        || message.startsWith("auth_unavailable")
        || message.startsWith("unknown provider for model");
  }
}
