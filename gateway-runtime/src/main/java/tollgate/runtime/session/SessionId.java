package tollgate.runtime.session;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A session of one tool. Two tools may give their sessions the same name; two instances of one tool
 * that do so share the session.
 *
 * @param tool the tool
 * @param session its session; empty for all calls of sub-agents that name no session
 */
public record SessionId(String tool, String session) {

  /** How an empty session is written. */
  private static final String NO_SESSION = "-";

  /** The id as it stands in lists and addresses: {@code tool/session}, both percent-encoded. */
  public String text() {
    return encoded(tool) + "/" + (session.isEmpty() ? NO_SESSION : encoded(session));
  }

  /** The id of two parts of an address, already decoded. */
  public static SessionId of(String tool, String session) {
    return new SessionId(tool, session.equals(NO_SESSION) ? "" : session);
  }

  static SessionId parse(String text) {
    String[] parts = text.split("/", 2);
    return of(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "");
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8);
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part, StandardCharsets.UTF_8);
  }
}
