package tollgate.tool.openclaw;

import java.util.Map;
import java.util.Optional;
import tollgate.api.call.ClientHead;
import tollgate.api.call.DialectId;
import tollgate.api.call.Evidence;
import tollgate.api.call.Headers;
import tollgate.api.call.Identity;
import tollgate.api.call.Manner;
import tollgate.api.call.PromptEdges;
import tollgate.api.call.RefusalKind;
import tollgate.api.call.RequestFacts;
import tollgate.api.call.UserAgent;
import tollgate.api.tool.ToolDetector;

/**
 * Recognises OpenClaw. Through a gateway its headers are those of a bare SDK, in every dialect;
 * what names it is its system prompt. The prompt opens with a marker, and a runtime line at the end
 * of the system text or of a user message tells agent and session: see {@link RuntimeLine}.
 */
final class OpenClawDetector implements ToolDetector {

  private static final String TOOL = "openclaw";

  private static final String MARKER = "<!-- openclaw:";
  private static final String OPENING = "You are a personal assistant running inside OpenClaw";

  /**
   * Measured with 2026.9.6: one request for each of these, then none for a minute; {@code
   * x-should-retry} is ignored.
   */
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
    return proof(headers, agent, facts.edges())
        .map(identity -> {
          var line = RuntimeLine.of(facts.edges());
          return identity
              .withVersion(agent.is(TOOL) ? agent.version() : "")
              .withSession(session(line, headers, facts))
              .withAgent(line.agent(), line.parentAgent());
        });
  }

  @Override
  public Map<RefusalKind, Manner> manners(DialectId dialect) {
    return MANNERS;
  }

  private static Optional<Identity> proof(Headers headers, UserAgent agent, PromptEdges edges) {
    String brand = headers.nameStartingWith("x-openclaw-");
    if (!brand.isEmpty()) {
      return Optional.of(Identity.of(TOOL, Evidence.BRAND_HEADER, "header " + brand));
    }
    if (headers.first("originator").equalsIgnoreCase(TOOL)) {
      return Optional.of(Identity.of(TOOL, Evidence.ORIGINATOR, "originator"));
    }
    if (agent.is(TOOL)) {
      return Optional.of(Identity.of(TOOL, Evidence.USER_AGENT, "user-agent openclaw"));
    }
    String opening = edges.systemStart().stripLeading();
    if (opening.startsWith(MARKER) || opening.startsWith(OPENING)) {
      return Optional.of(Identity.of(TOOL, Evidence.PROMPT_MARKER, "opening of the system prompt"));
    }
    if (RuntimeLine.closes(edges.systemEnd())) {
      return Optional.of(Identity.of(TOOL, Evidence.PROMPT_MARKER, "runtime line"));
    }
    return Optional.empty();
  }

  private static String session(RuntimeLine line, Headers headers, RequestFacts facts) {
    if (!line.session().isEmpty()) {
      return line.session();
    }
    String session =
        headers.firstOf(
            "x-openclaw-session-id", "session_id", "x-session-id", "x-session-affinity");
    return session.isEmpty() ? facts.hint("/prompt_cache_key") : session;
  }
}
