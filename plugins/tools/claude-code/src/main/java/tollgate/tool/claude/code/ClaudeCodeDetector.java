package tollgate.tool.claude.code;

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
 * Recognises Claude Code by its {@code x-claude-code-*} headers, its User-Agent or the billing line
 * with which its system prompt opens. The sentence "You are Claude Code" is no proof: other tools
 * send it to be served as if they were.
 *
 * <p>Sub-agents share the session of the agent that started them and carry an id of their own; the
 * main loop has none.
 */
final class ClaudeCodeDetector implements ToolDetector {

  private static final String TOOL = "claude-code";

  private static final Headers FINAL = Headers.of("x-should-retry", "false");

  /**
   * Measured with 2.1.329: {@code x-should-retry: false} stops it at one request, where without it
   * a 400 is repeated five times and a 401 or 429 without end; 402 and 403 stop it by themselves.
   * Measured with 2.1.197: after an error in the midst of a stream it asks once more, without
   * streaming; a tool call that is never closed it forgets, and one that is closed half-way it
   * makes.
   */
  private static final Map<RefusalKind, Manner> MANNERS =
      Map.of(
          RefusalKind.BAD_REQUEST, new Manner(400, "", FINAL),
          RefusalKind.UNAUTHENTICATED, new Manner(401, "", FINAL),
          RefusalKind.BUDGET, new Manner(402, "", FINAL).forgettingUnclosed(),
          RefusalKind.FORBIDDEN, new Manner(403, "", FINAL).forgettingUnclosed(),
          RefusalKind.NOT_FOUND, new Manner(404, "", FINAL),
          RefusalKind.TOO_LARGE, new Manner(413, "", FINAL),
          RefusalKind.UNSUPPORTED_MEDIA, new Manner(415, "", FINAL));

  @Override
  public String tool() {
    return TOOL;
  }

  @Override
  public Optional<Identity> detect(ClientHead head, RequestFacts facts) {
    Headers headers = head.headers();
    var agent = UserAgent.of(headers);
    var billing = BillingLine.of(facts.edges());
    return proof(headers, agent, billing)
        .map(identity ->
            inSession(identity, headers, facts, billing)
                .withVersion(isOwn(agent) ? agent.version() : billing.version()));
  }

  @Override
  public Map<RefusalKind, Manner> manners(DialectId dialect) {
    return MANNERS;
  }

  private static Optional<Identity> proof(Headers headers, UserAgent agent, BillingLine billing) {
    String brand = headers.nameStartingWith("x-claude-code-");
    if (!brand.isEmpty()) {
      return Optional.of(Identity.of(TOOL, Evidence.BRAND_HEADER, "header " + brand));
    }
    if (isOwn(agent)) {
      return Optional.of(Identity.of(TOOL, Evidence.USER_AGENT, "user-agent " + agent.plain()));
    }
    if (billing.present()) {
      return Optional.of(Identity.of(TOOL, Evidence.PROMPT_MARKER, "billing line of the prompt"));
    }
    return Optional.empty();
  }

  private static boolean isOwn(UserAgent agent) {
    return agent.is("claude-cli") || agent.is("claude-code");
  }

  private static Identity inSession(
      Identity identity, Headers headers, RequestFacts facts, BillingLine billing) {
    String session = headers.first("x-claude-code-session-id");
    String agent = headers.first("x-claude-code-agent-id");
    if (agent.isEmpty() && billing.subagent()) {
      agent = "subagent";
    }
    return identity
        .withSession(session.isEmpty() ? UserId.session(facts.hint("/metadata/user_id")) : session)
        .withAgent(agent, agent.isEmpty() ? "" : headers.first("x-claude-code-parent-agent-id"));
  }
}
