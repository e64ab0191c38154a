package tollgate.runtime.admin;

import java.time.Duration;
import java.util.List;
import tollgate.runtime.wire.ClientExchange;
import tollgate.runtime.wire.GatewayHeaders;

/**
 * The two cookies of somebody who logs in. Neither can be read by a script or is sent with a
 * request that another site began; over HTTPS they are sent over nothing else.
 */
final class SessionCookie {

  /** What lets them in; scripts of an older proxy know it by this name. */
  private static final String SESSION = GatewayHeaders.SESSION_COOKIE;

  /** What tells later that they once knew the password; goes to the log-in only. */
  private static final String MARK = "__tollgate_known";

  private static final Duration MARK_AGE = Duration.ofDays(90);

  private SessionCookie() {}

  /** The secret of the session that a request carries, empty for none. */
  static String in(ClientExchange exchange) {
    return value(exchange, SESSION);
  }

  /** The mark of an earlier log-in that a request carries, empty for none. */
  static String markIn(ClientExchange exchange) {
    return value(exchange, MARK);
  }

  private static String value(ClientExchange exchange, String name) {
    List<String> fields = exchange.headers().all("cookie");
    for (String field : fields) {
      for (String pair : field.split(";", -1)) {
        String cookie = pair.strip();
        if (cookie.startsWith(name + "=")) {
          return cookie.substring(name.length() + 1);
        }
      }
    }
    return "";
  }

  /** Sets the cookie of a session. */
  static String session(String secret, Duration age, boolean secure) {
    return cookie(SESSION, secret, "/", age, secure);
  }

  /** Sets the mark. */
  static String mark(String mark, boolean secure) {
    return cookie(MARK, mark, "/admin/session", MARK_AGE, secure);
  }

  /** Takes the cookie of a session away. */
  static String none(boolean secure) {
    return cookie(SESSION, "", "/", Duration.ZERO, secure);
  }

  private static String cookie(
      String name, String value, String path, Duration age, boolean secure) {
    return "%s=%s; HttpOnly; SameSite=Strict; Path=%s; Max-Age=%d%s"
        .formatted(name, value, path, age.toSeconds(), secure ? "; Secure" : "");
  }
}
