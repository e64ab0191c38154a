package tollgate.provider.gemini;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import tollgate.api.call.ReplyHead;
import tollgate.api.json.JsonView;
import tollgate.api.provider.ReplyNotes;
import tollgate.api.provider.ReplyNotes.Fault;
import tollgate.api.provider.RetryAfter;

/**
 * Reads what a reply tells beside the reply. The API says how long to wait in its error's details
 * and seldom in a field, and answers a wrong key with 400 (error pages, October 2026).
 */
final class NotesReading {

  private static final String DETAIL = "type.googleapis.com/google.rpc.";

  private final InstantSource clock;

  NotesReading(InstantSource clock) {
    this.clock = clock;
  }

  ReplyNotes of(ReplyHead head) {
    return new ReplyNotes(
        "",
        head.headers().firstOf("x-request-id", "x-goog-request-id"),
        List.of(),
        fault(head.status()),
        RetryAfter.of(head.headers(), clock));
  }

  ReplyNotes of(ReplyHead head, JsonView body) {
    ReplyNotes notes = of(head);
    Fault fault = notes.fault();
    Duration wait = notes.retryAfter();
    for (JsonView detail : body.at("/error/details").items()) {
      if (head.status() == 400 && detail.at("/reason").isText("API_KEY_INVALID")) {
        fault = Fault.CREDENTIAL;
      }
      if (wait.isZero() && detail.at("/@type").isText(DETAIL + "RetryInfo")) {
        wait = seconds(detail.at("/retryDelay").asText(40).orElse(""));
      }
    }
    return new ReplyNotes(notes.account(), notes.upstreamId(), notes.windows(), fault, wait);
  }

  private static Fault fault(int status) {
    return switch (status) {
      case 401, 403 -> Fault.CREDENTIAL;
      case 402, 429, 529 -> Fault.LIMITED;
      default -> status >= 500 ? Fault.BROKEN : Fault.NONE;
    };
  }

  /** {@code 34s} or {@code 34.07s}, rounded up: nobody should come back too early. */
  private static Duration seconds(String delay) {
    if (!delay.matches("\\d{1,9}(\\.\\d{1,9})?s")) {
      return Duration.ZERO;
    }
    int point = delay.indexOf('.');
    long whole = Long.parseLong(delay.substring(0, point < 0 ? delay.length() - 1 : point));
    boolean more = point >= 0 && delay.chars().skip(point).anyMatch(c -> c >= '1' && c <= '9');
    Duration wait = Duration.ofSeconds(more ? whole + 1 : whole);
    return wait.compareTo(RetryAfter.LONGEST) < 0 ? wait : RetryAfter.LONGEST;
  }
}
