package tollgate.tool.hermes;

import java.util.Map;
import java.util.Optional;
import tollgate.api.call.ClientHead;
import tollgate.api.call.DialectId;
import tollgate.api.call.Evidence;
import tollgate.api.call.Headers;
import tollgate.api.call.Identity;
import tollgate.api.call.Manner;
import tollgate.api.call.RefusalKind;
import tollgate.api.call.RequestFacts;
import tollgate.api.call.UserAgent;
import tollgate.api.tool.ToolDetector;

/**
 * Recognises Hermes Agent. Its own User-Agent and the title and referer it sends to routers are
 * seen only where the operator sets them; otherwise its headers are those of the Python SDK, and
 * its opening sentence or the form of its cache key names it.
 *
 * <p>The cache key is stable for a conversation and stands as the session. {@code
 * x-activity-request-id} is new with every request, so it is no session, and it is no proof: other
 * programs send it.
 */
final class HermesDetector implements ToolDetector {

  private static final String TOOL = "hermes";

  private static final String OPENING = "You are Hermes Agent";
  private static final String SITE = "https://hermes-agent.nousresearch.com";

  /** It repeats nothing by itself in the SDK, and turns to another provider after these. */
  private static final Map<RefusalKind, Manner> MANNERS =
      Map.of(
          RefusalKind.UNAUTHENTICATED, new Manner(401, "", Headers.of("x-should-retry", "false")),
          RefusalKind.BUDGET, new Manner(402, "", Headers.of("x-should-retry", "false")),
          RefusalKind.FORBIDDEN, new Manner(403, "", Headers.of("x-should-retry", "false")));

  @Override
  public String tool() {
    return TOOL;
  }

  @Override
  public Optional<Identity> detect(ClientHead head, RequestFacts facts) {
    Headers headers = head.headers();
    var agent = UserAgent.of(headers);
    return proof(headers, agent, facts)
        .map(identity ->
            identity
                .withVersion(agent.is("HermesAgent") ? agent.version() : "")
                .withSession(session(headers, facts)));
  }

  @Override
  public Map<RefusalKind, Manner> manners(DialectId dialect) {
    return MANNERS;
  }

  private static Optional<Identity> proof(Headers headers, UserAgent agent, RequestFacts facts) {
    if (headers.has("x-hermes-session-id")) {
      return Optional.of(Identity.of(TOOL, Evidence.BRAND_HEADER, "header x-hermes-session-id"));
    }
    if (agent.is("HermesAgent")) {
      return Optional.of(Identity.of(TOOL, Evidence.USER_AGENT, "user-agent HermesAgent"));
    }
    if (headers.first("x-title").equalsIgnoreCase("Hermes Agent")) {
      return Optional.of(Identity.of(TOOL, Evidence.USER_AGENT, "header x-title"));
    }
    if (headers.first("http-referer").startsWith(SITE)) {
      return Optional.of(Identity.of(TOOL, Evidence.USER_AGENT, "header http-referer"));
    }
    if (facts.edges().systemStart().stripLeading().startsWith(OPENING)) {
      return Optional.of(Identity.of(TOOL, Evidence.PROMPT_MARKER, "opening of the system prompt"));
    }
    if (isCacheKey(facts.hint("/prompt_cache_key"))) {
      return Optional.of(Identity.of(TOOL, Evidence.PROMPT_MARKER, "prompt_cache_key pck_"));
    }
    if (headers.has("x-activity-request-id")) {
      return Optional.of(Identity.of(TOOL, Evidence.HINT, "header x-activity-request-id"));
    }
    return Optional.empty();
  }

  private static String session(Headers headers, RequestFacts facts) {
    String session = headers.firstOf("x-hermes-session-id", "session_id", "x-session-id");
    return session.isEmpty() ? facts.hint("/prompt_cache_key") : session;
  }

  /** Whether this is {@code pck_} and 24 hexadecimal digits. */
  private static boolean isCacheKey(String key) {
    if (key.length() != 28 || !key.startsWith("pck_")) {
      return false;
    }
    for (int i = 4; i < key.length(); i++) {
      if (Character.digit(key.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }
}
