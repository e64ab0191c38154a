package tollgate.runtime.admin;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import tollgate.api.call.Headers;
import tollgate.api.call.WireReply;
import tollgate.api.json.Json;
import tollgate.runtime.call.Credential;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.Shape;
import tollgate.runtime.key.KeyFinder;
import tollgate.runtime.key.KeyJson;
import tollgate.runtime.key.KeyLookup;
import tollgate.runtime.key.ManagedKey;
import tollgate.runtime.problem.Problem;
import tollgate.runtime.problem.ProblemReport;
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
  private final InstantSource clock;

  MeService(KeyFinder keys, UsageReports usage, InstantSource clock) {
    this.keys = keys;
    this.usage = usage;
    this.clock = clock;
  }

  /** The shape of what it tells. */
  static Shape shape() {
    return KeyJson.shape()
        .and(
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
          Problem.REQUEST_UNKNOWN_PATH.report(exchange.method(), exchange.path()));
    }
    String credential = Credential.in(exchange);
    if (credential.isEmpty()) {
      return AdminService.problem(Problem.KEY_MISSING.report());
    }
    return switch (keys.find(credential)) {
      case KeyLookup.Known(var key) ->
          WireReply.json(200, Headers.none(), JsonText.write(told(key)));
      case KeyLookup.Unknown() -> AdminService.problem(Problem.KEY_UNKNOWN.report());
      case KeyLookup.Revoked(var key) -> refused(Problem.KEY_REVOKED.report(key.name()));
      case KeyLookup.Replaced(var key, var since) ->
          refused(Problem.KEY_REPLACED.report(key.name(), since));
      case KeyLookup.Expired(var key) ->
          refused(Problem.KEY_EXPIRED.report(key.name(), key.terms().expiresAt()));
    };
  }

  private static WireReply refused(ProblemReport why) {
    return AdminService.problem(why);
  }

  private Json.Obj told(ManagedKey key) {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    var members = new LinkedHashMap<>(KeyJson.of(key, now).members());
    members.put(
        "usage",
        Json.object(
            "today", usage.sumsOfKey(key.id(), Days.of(today)),
            "last_30_days",
                usage.sumsOfKey(key.id(), new Days(today.minusDays(LAST_DAYS - 1), today)),
            "ever", usage.everOfKey(key.id())));
    return new Json.Obj(members);
  }
}
