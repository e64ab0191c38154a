package tollgate.runtime.admin;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tollgate.api.face.Resource.Access;
import tollgate.runtime.access.Principal;
import tollgate.runtime.access.PrincipalFinder;
import tollgate.runtime.access.Role;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.wire.ClientExchange;

/**
 * Who may ask what. Reading is open to peers on this machine unless the operator wants to know who
 * it is there, too; changing takes an administrator, wherever the peer is: the installation token,
 * a program's token or a session. Host and Origin are checked always, so that neither a rebound DNS
 * name nor a page in a browser reaches the resources.
 *
 * <p>A browser sends the cookie of a session by itself, so a change by session takes a field as
 * well that no page of another origin can set without asking first, and nobody here says yes to
 * that.
 */
final class AdminGate {

  /** Must be {@code 1} on a change by session. */
  static final String CSRF = "x-csrf";

  private static final String BEARER = "bearer ";
  private static final Set<String> LOCAL_NAMES = Set.of("localhost", "[::1]");

  /** The loopback network; a name that only begins like it is none of it. */
  private static final Pattern LOOPBACK = Pattern.compile("127(\\.[0-9]{1,3}){3}");

  private static final Principal ANYBODY = new Principal("anybody", Role.VIEWER);
  private static final Principal INSTALLATION = new Principal("installation token", Role.ADMIN);

  private final AdminToken token;
  private final Set<String> hosts;
  private final AdminRoom.Rules rules;
  private final PrincipalFinder tokens;
  private final PrincipalFinder sessions;

  /** What the gate says to a request. */
  sealed interface Entry {
    /** It may pass, in that name. */
    record In(Principal who) implements Entry {}

    /** It may not. */
    record Out(ProblemReport why) implements Entry {}
  }

  /**
   * The gate of one gateway.
   *
   * @param tokens knows programs by their tokens
   * @param sessions knows people by their sessions
   */
  AdminGate(AdminRoom.Rules rules, PrincipalFinder tokens, PrincipalFinder sessions) {
    this.token = rules.token();
    this.hosts =
        rules.hosts().stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    this.rules = rules;
    this.tokens = tokens;
    this.sessions = sessions;
  }

  /** Why the request may not pass; empty when it may. */
  Optional<ProblemReport> objection(ClientExchange exchange, Access access) {
    return switch (enter(exchange, access)) {
      case Entry.In _ -> Optional.empty();
      case Entry.Out(var why) -> Optional.of(why);
    };
  }

  /** Whether the request may pass, and in whose name. */
  Entry enter(ClientExchange exchange, Access access) {
    if (access == Access.OPEN) {
      return new Entry.In(ANYBODY);
    }
    Optional<ProblemReport> objection = placeObjection(exchange);
    if (objection.isPresent()) {
      return new Entry.Out(objection.get());
    }
    Entry entry = byCredential(exchange, access);
    boolean open = access == Access.READ && exchange.local() && !rules.readsNeedToken();
    return open && entry instanceof Entry.Out ? new Entry.In(ANYBODY) : entry;
  }

  /** What is wrong with where a request comes from, whoever sends it. */
  Optional<ProblemReport> placeObjection(ClientExchange exchange) {
    String host = exchange.headers().first("host");
    if (!known(withoutPort(host))) {
      return Optional.of(AccessProblem.ADMIN_HOST_REFUSED.report(host));
    }
    String origin = exchange.headers().first("origin");
    if (!origin.isEmpty() && !known(hostOf(origin))) {
      return Optional.of(AccessProblem.ADMIN_ORIGIN_REFUSED.report(origin));
    }
    if (exchange.headers().first("sec-fetch-site").equals("cross-site")) {
      return Optional.of(AccessProblem.ADMIN_ORIGIN_REFUSED.report("another site"));
    }
    return exchange.local() || rules.remote()
        ? Optional.empty()
        : Optional.of(AccessProblem.ADMIN_NOT_LOCAL.report());
  }

  private Entry byCredential(ClientExchange exchange, Access access) {
    String offered = token(exchange);
    if (!offered.isEmpty()) {
      return holderOf(offered)
          .map(who -> admitted(who, access))
          .orElseGet(() -> new Entry.Out(AccessProblem.ADMIN_TOKEN_WRONG.report(token.file())));
    }
    Optional<Principal> person = sessions.find(SessionCookie.in(exchange));
    if (person.isEmpty()) {
      return new Entry.Out(AccessProblem.ADMIN_TOKEN_MISSING.report(token.file()));
    }
    return access == Access.CHANGE && lacksMark(exchange)
        ? new Entry.Out(AccessProblem.ADMIN_CSRF_MISSING.report())
        : admitted(person.get(), access);
  }

  /** Whether a change by session lacks the field that a foreign page cannot set. */
  static boolean lacksMark(ClientExchange exchange) {
    return !exchange.headers().first(CSRF).strip().equals("1");
  }

  private static Entry admitted(Principal who, Access access) {
    return access == Access.CHANGE && who.role() != Role.ADMIN
        ? new Entry.Out(AccessProblem.ADMIN_ROLE_LACKING.report(who.name()))
        : new Entry.In(who);
  }

  private Optional<Principal> holderOf(String offered) {
    return token.matches(offered) ? Optional.of(INSTALLATION) : tokens.find(offered);
  }

  /** The token that a request carries; empty for none. */
  private static String token(ClientExchange exchange) {
    String offered = exchange.headers().first("x-admin-token").strip();
    if (!offered.isEmpty()) {
      return offered;
    }
    String authorization = exchange.headers().first("authorization").strip();
    boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
    return bearer ? authorization.substring(BEARER.length()).strip() : authorization;
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
