package tollgate.runtime.wire;

import java.util.Optional;
import java.util.Set;
import tollgate.api.call.ReplyHead;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.problem.UpstreamProblem;

/**
 * What a successful reply should be made of. A page of HTML at status 200, as a wrong base address
 * gives, sends some tools into a tight loop of retries (220 requests in 20 seconds were seen), so
 * it becomes a refusal. A reply that names no type is believed.
 */
public enum ExpectedMedia {
  /** A stream of events: server-sent, one JSON per line, or JSON where the dialect streams so. */
  EVENTS("an event stream"),
  /** One JSON document. */
  DOCUMENT("JSON"),
  /** Anything: sound, pictures, plain text, and whatever no dialect reads. */
  ANYTHING("anything");

  private static final Set<String> STREAMS =
      Set.of(
          "text/event-stream",
          "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/stream+json");

  private static final Set<String> PAGES =
      Set.of("text/html", "text/plain", "application/xhtml+xml");

  private final String words;

  ExpectedMedia(String words) {
    this.words = words;
  }

  /**
   * Whether a head promises something else.
   *
   * @param provider whom the problem names
   * @return the problem to refuse the call with; empty when the reply can be relayed, as every one
   *     with a status other than 2xx can
   */
  public Optional<ProblemReport> objectionTo(ReplyHead head, String provider) {
    String type = head.mediaType();
    boolean hasBody = head.status() != 204 && !head.headers().first("content-length").equals("0");
    boolean judged = head.status() / 100 == 2 && hasBody && !type.isEmpty();
    return judged && !accepts(type)
        ? Optional.of(UpstreamProblem.UPSTREAM_WRONG_CONTENT_TYPE.report(provider, type, words))
        : Optional.empty();
  }

  private boolean accepts(String type) {
    return switch (this) {
      case EVENTS -> STREAMS.contains(type) || isJson(type);
      case DOCUMENT -> !PAGES.contains(type);
      case ANYTHING -> true;
    };
  }

  private static boolean isJson(String type) {
    return type.equals("application/json") || type.endsWith("+json");
  }
}
