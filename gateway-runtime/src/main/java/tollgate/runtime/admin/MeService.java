package tollgate.runtime.admin;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tollgate.api.call.Headers;
import tollgate.api.call.WireReply;
import tollgate.api.json.Json;
import tollgate.runtime.budget.Cap;
import tollgate.runtime.budget.Standing;
import tollgate.runtime.budget.Till;
import tollgate.runtime.call.Credential;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.Shape;
import tollgate.runtime.key.KeyFinder;
import tollgate.runtime.key.KeyJson;
import tollgate.runtime.key.KeyLimits;
import tollgate.runtime.key.KeyLookup;
import tollgate.runtime.key.ManagedKey;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.problem.ProblemReport;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.report.UsageReports;
import tollgate.runtime.report.UsageReports.Days;
import tollgate.runtime.wire.ClientExchange;
import tollgate.runtime.wire.ClientGone;
import tollgate.runtime.wire.ExchangeService;

/**
 * Tells the holder of a key about that key: its limits and what it used. Whoever can send a key may
 * ask, from wherever calls may come; the administrator's token is no key and opens nothing here.
 */
final class MeService implements ExchangeService {
  private static final int LAST_DAYS = 30;

  private final KeyFinder keys;
  private final UsageReports usage;
  private final Till till;
  private final ZoneId zone;
  private final InstantSource clock;

  /**
   * @param zone in which a key's days and months begin
   */
  MeService(KeyFinder keys, UsageReports usage, Till till, ZoneId zone, InstantSource clock) {
    this.keys = keys;
    this.usage = usage;
    this.till = till;
    this.zone = zone;
    this.clock = clock;
  }

  /** The shape of what it tells. */
  static Shape shape() {
    return KeyJson.shape()
        .and(
            "left",
            Shape.object(KeyLimits.leftShapes()),
            "usage",
            Shape.object(
                "today", UsageReports.sumsShape(),
                "last_30_days", UsageReports.sumsShape(),
                "ever", UsageReports.sumsShape()));
  }

  @Override
  public void serve(ClientExchange exchange) throws ClientGone {
    AdminService.send(exchange, answer(exchange));
  }

  private WireReply answer(ClientExchange exchange) {
    if (!exchange.method().equals("GET") && !exchange.method().equals("HEAD")) {
      return AdminService.problem(
          RequestProblem.REQUEST_UNKNOWN_PATH.report(exchange.method(), exchange.path()));
    }
    String credential = Credential.in(exchange);
    if (credential.isEmpty()) {
      return AdminService.problem(AccessProblem.KEY_MISSING.report());
    }
    return switch (keys.find(credential)) {
      case KeyLookup.Known(var key) ->
          WireReply.json(200, Headers.none(), JsonText.write(told(key)));
      case KeyLookup.Unknown() -> AdminService.problem(AccessProblem.KEY_UNKNOWN.report());
      case KeyLookup.Revoked(var key) -> refused(AccessProblem.KEY_REVOKED.report(key.name()));
      case KeyLookup.Replaced(var key, var since) ->
          refused(AccessProblem.KEY_REPLACED.report(key.name(), since));
      case KeyLookup.Expired(var key) ->
          refused(AccessProblem.KEY_EXPIRED.report(key.name(), key.terms().expiresAt()));
    };
  }

  private static WireReply refused(ProblemReport why) {
    return AdminService.problem(why);
  }

  private Json.Obj told(ManagedKey key) {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    var members = new LinkedHashMap<>(KeyJson.of(key, now).members());
    members.put("left", new Json.Obj(left(key, now)));
    members.put(
        "usage",
        Json.object(
            "today", usage.sumsOfKey(key.id(), Days.of(today)),
            "last_30_days",
                usage.sumsOfKey(key.id(), new Days(today.minusDays(LAST_DAYS - 1), today)),
            "ever", usage.everOfKey(key.id())));
    return new Json.Obj(members);
  }

  /** What running calls hold is not left; of a window that is over all is. */
  private Map<String, Json> left(ManagedKey key, Instant now) {
    var left = new HashMap<Cap, Long>();
    for (Standing one : till.standings(now)) {
      if (one.key().values().equals(List.of(key.id()))) {
        boolean over = one.resets().filter(end -> !end.isAfter(now)).isPresent();
        if (over) {
          left.putIfAbsent(one.cap(), one.cap().most());
        } else {
          left.put(one.cap(), one.left());
        }
      }
    }
    return key.terms().limits().left(key.name(), zone, cap -> Optional.ofNullable(left.get(cap)));
  }
}
