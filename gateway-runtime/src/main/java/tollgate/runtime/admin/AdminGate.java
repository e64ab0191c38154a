package tollgate.runtime.admin;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tollgate.api.face.Resource.Access;
import tollgate.runtime.problem.Problem;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.wire.ClientExchange;

/**
 * Who may ask what. Reading is open to peers on this machine unless the operator wants the token
 * for it too; changing takes the token, wherever the peer is. Host and Origin are checked always,
 * so that neither a rebound DNS name nor a page in a browser reaches the resources.
 */
final class AdminGate {

  private static final String BEARER = "bearer ";
  private static final Set<String> LOCAL_NAMES = Set.of("localhost", "[::1]");

  /** The loopback network; a name that only begins like it is none of it. */
  private static final Pattern LOOPBACK = Pattern.compile("127(\\.[0-9]{1,3}){3}");

  private final AdminToken token;
  private final Set<String> hosts;
  private final AdminRoom.Rules rules;

  AdminGate(AdminRoom.Rules rules) {
    this.token = rules.token();
    this.hosts =
        rules.hosts().stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    this.rules = rules;
  }

  /** Why the request may not pass; empty when it may. */
  Optional<ProblemReport> objection(ClientExchange exchange, Access access) {
    if (access == Access.OPEN) {
      return Optional.empty();
    }
    String host = exchange.headers().first("host");
    if (!known(withoutPort(host))) {
      return Optional.of(Problem.ADMIN_HOST_REFUSED.report(host));
    }
    String origin = exchange.headers().first("origin");
    if (!origin.isEmpty() && !known(hostOf(origin))) {
      return Optional.of(Problem.ADMIN_ORIGIN_REFUSED.report(origin));
    }
    if (!exchange.local() && !rules.remote()) {
      return Optional.of(Problem.ADMIN_NOT_LOCAL.report());
    }
    boolean open = access == Access.READ && exchange.local() && !rules.readsNeedToken();
    return open ? Optional.empty() : tokenObjection(exchange);
  }

  private Optional<ProblemReport> tokenObjection(ClientExchange exchange) {
    String offered = exchange.headers().first("x-admin-token").strip();
    if (offered.isEmpty()) {
      String authorization = exchange.headers().first("authorization").strip();
      boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
      offered = bearer ? authorization.substring(BEARER.length()).strip() : authorization;
    }
    if (offered.isEmpty()) {
      return Optional.of(Problem.ADMIN_TOKEN_MISSING.report(token.file()));
    }
    return token.matches(offered)
        ? Optional.empty()
        : Optional.of(Problem.ADMIN_TOKEN_WRONG.report(token.file()));
  }

  private boolean known(String host) {
    return LOCAL_NAMES.contains(host) || LOOPBACK.matcher(host).matches() || hosts.contains(host);
  }

  private static String hostOf(String origin) {
    try {
      String host = URI.create(origin).getHost();
      return host == null ? "" : host.toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException notAnOrigin) {
      return "";
    }
  }

  private static String withoutPort(String host) {
    String name = host.strip().toLowerCase(Locale.ROOT);
    int colon = name.lastIndexOf(':');
    return colon > name.lastIndexOf(']') ? name.substring(0, colon) : name;
  }
}
