package tollgate.tool.generic;

import java.util.Optional;
import tollgate.api.call.ClientHead;
import tollgate.api.call.Evidence;
import tollgate.api.call.Headers;
import tollgate.api.call.Identity;
import tollgate.api.call.RequestFacts;
import tollgate.api.call.UserAgent;
import tollgate.api.tool.ToolDetector;

/**
 * Says what can be said of a call that no tool's own detector knows: a program that names itself, a
 * bare library, or nothing but a session.
 *
 * <p>What it believes only because a client says so is offered with the evidence of a library's
 * User-Agent, so that the detector of a real tool always wins.
 */
final class GenericDetector implements ToolDetector {

  private static final int LONGEST_NAME = 40;

  @Override
  public String tool() {
    return "generic";
  }

  @Override
  public Optional<Identity> detect(ClientHead head, RequestFacts facts) {
    Headers headers = head.headers();
    String session = session(headers, facts);
    Identity identity = recognised(headers, facts);
    if (!identity.equals(Identity.UNKNOWN)) {
      return Optional.of(identity.withSession(session));
    }
    return session.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Identity.of(Identity.UNKNOWN_TOOL, Evidence.NONE, "a session and nothing else")
                .withSession(session));
  }

  private static Identity recognised(Headers headers, RequestFacts facts) {
    var agent = UserAgent.of(headers);
    String originator = name(headers.first("originator"));
    if (!originator.isEmpty()) {
      return Identity.of(originator, Evidence.SDK_USER_AGENT, "originator");
    }
    Optional<Library> library = Library.of(headers, agent, facts.dialect());
    if (library.isPresent()) {
      return Identity.of(
              "sdk:" + library.get().name(), Evidence.SDK_USER_AGENT, "user-agent of a library")
          .withVersion(library.get().version());
    }
    String product = Library.isBrowser(agent) ? "" : name(agent.product());
    return product.isEmpty()
        ? Identity.UNKNOWN
        : Identity.of(product, Evidence.SDK_USER_AGENT, "user-agent").withVersion(agent.version());
  }

  /** A name in lower case where it looks like one, else empty text. */
  private static String name(String given) {
    String text = given.strip();
    if (text.length() > LONGEST_NAME) {
      return "";
    }
    var name = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = Character.toLowerCase(text.charAt(i));
      boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "-_.".indexOf(c) >= 0;
      if (!plain && c != ' ') {
        return "";
      }
      name.append(plain ? c : '-');
    }
    return name.toString();
  }

  private static String session(Headers headers, RequestFacts facts) {
    String session =
        headers.firstOf(
            "x-session-id", "session-id", "session_id", "x-session-affinity", "conversation_id");
    if (session.isEmpty()) {
      session = facts.hint("/session_id");
    }
    return session.isEmpty() ? facts.hint("/prompt_cache_key") : session;
  }
}
