package tollgate.tool.codex;

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
 * Recognises Codex by its {@code x-codex-*} headers, its originator or its User-Agent. Every front
 * end of it names itself {@code codex_…}: {@code codex_exec}, {@code codex_cli_rs}, {@code
 * codex_vscode}.
 *
 * <p>A session runs in threads: the main one has the session's own id, a sub-agent one of its own.
 * {@code x-client-request-id} is the thread's id, not a request's, and is not used.
 */
final class CodexDetector implements ToolDetector {

  private static final String TOOL = "codex";

  @Override
  public String tool() {
    return TOOL;
  }

  @Override
  public Optional<Identity> detect(ClientHead head, RequestFacts facts) {
    Headers headers = head.headers();
    var agent = UserAgent.of(headers);
    return proof(headers, agent)
        .map(identity ->
            inThread(identity.withVersion(version(agent)), headers, session(headers, facts)));
  }

  @Override
  public Map<RefusalKind, Manner> manners(DialectId dialect) {
    return CodexManners.in(dialect);
  }

  private static Optional<Identity> proof(Headers headers, UserAgent agent) {
    String brand = headers.nameStartingWith("x-codex-");
    if (!brand.isEmpty()) {
      return Optional.of(Identity.of(TOOL, Evidence.BRAND_HEADER, "header " + brand));
    }
    if (isFrontEnd(headers.first("originator"))) {
      return Optional.of(Identity.of(TOOL, Evidence.ORIGINATOR, "originator"));
    }
    if (isFrontEnd(agent.product())) {
      return Optional.of(Identity.of(TOOL, Evidence.USER_AGENT, "user-agent " + agent.plain()));
    }
    return Optional.empty();
  }

  private static boolean isFrontEnd(String name) {
    return name.regionMatches(true, 0, TOOL, 0, TOOL.length())
        && (name.length() == TOOL.length() || "_- ".indexOf(name.charAt(TOOL.length())) >= 0);
  }

  private static String version(UserAgent agent) {
    return isFrontEnd(agent.product()) ? agent.version() : "";
  }

  /** The session; older releases spelt the header with an underscore, or said conversation. */
  private static String session(Headers headers, RequestFacts facts) {
    String session = headers.firstOf("session-id", "session_id", "conversation_id");
    if (!session.isEmpty()) {
      return session;
    }
    String window = headers.first("x-codex-window-id");
    int colon = window.indexOf(':');
    if (colon > 0) {
      return window.substring(0, colon);
    }
    String repeated = facts.hint("/client_metadata/session_id");
    return repeated.isEmpty() ? facts.hint("/prompt_cache_key") : repeated;
  }

  private static Identity inThread(Identity identity, Headers headers, String session) {
    String role = headers.first("x-openai-subagent");
    String thread = headers.first("thread-id");
    boolean ownThread = !thread.isEmpty() && !thread.equals(session);
    String agent = role.isEmpty() || !ownThread ? role : role + ":" + thread;
    if (role.isEmpty() && ownThread) {
      agent = thread;
    }
    return identity
        .withSession(session)
        .withAgent(agent, agent.isEmpty() ? "" : headers.first("x-codex-parent-thread-id"));
  }
}
