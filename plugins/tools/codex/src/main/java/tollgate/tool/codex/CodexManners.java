package tollgate.tool.codex;

import java.util.Map;
import tollgate.api.call.DialectId;
import tollgate.api.call.Headers;
import tollgate.api.call.Manner;
import tollgate.api.call.RefusalKind;

/**
 * How Codex wants refusals put. Measured with 0.169.0: it repeats a request five times after 401,
 * 402, 403 and 429 and twenty-nine times after 500, whatever {@code x-should-retry} says. It stops
 * at once for 400, and for 429 with the error type {@code insufficient_quota}. So what a repetition
 * cannot cure takes one of these two; 401 stays, because its user must see that the key is wrong.
 */
final class CodexManners {

  private static final Headers FINAL = Headers.of("x-should-retry", "false");
  private static final Manner NO_QUOTA = new Manner(429, "insufficient_quota", FINAL);
  private static final Manner BAD_REQUEST = new Manner(400, "", FINAL);

  private static final Map<RefusalKind, Manner> RESPONSES =
      Map.of(
          RefusalKind.BUDGET, NO_QUOTA,
          RefusalKind.FORBIDDEN, NO_QUOTA,
          RefusalKind.UNAUTHENTICATED, new Manner(401, "", FINAL),
          RefusalKind.NOT_FOUND, BAD_REQUEST,
          RefusalKind.TOO_LARGE, BAD_REQUEST,
          RefusalKind.UNSUPPORTED_MEDIA, BAD_REQUEST);

  private CodexManners() {}

  /** The table for a dialect; Codex speaks one only, elsewhere it is refused as anyone is. */
  static Map<RefusalKind, Manner> in(DialectId dialect) {
    return dialect.value().equals("openai-responses") ? RESPONSES : Map.of();
  }
}
