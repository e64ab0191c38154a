package tollgate.runtime.admin;

import java.time.Duration;
import tollgate.api.call.WireReply;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.rate.TokenBuckets;
import tollgate.runtime.wire.ClientExchange;
import tollgate.runtime.wire.ClientGone;
import tollgate.runtime.wire.ExchangeService;

/**
 * Lets an address ask the admin API only so often; what tells whether the gateway is well may be
 * asked at any time.
 */
record Throttled(ExchangeService service, TokenBuckets buckets) implements ExchangeService {
  private static final String ADMIN = "/admin/";

  @Override
  public void serve(ClientExchange exchange) throws ClientGone {
    boolean counts = exchange.path().startsWith(ADMIN);
    Duration wait = counts ? buckets.take(exchange.peer()) : Duration.ZERO;
    if (wait.isZero()) {
      service.serve(exchange);
    } else {
      AdminService.send(exchange, reply(wait));
    }
  }

  /** Too much at once. */
  static WireReply reply(Duration wait) {
    long seconds = TokenBuckets.seconds(wait);
    WireReply reply = AdminService.problem(AccessProblem.RATE_EXCEEDED.report(seconds));
    return new WireReply(
        reply.status(), reply.headers().with("retry-after", Long.toString(seconds)), reply.body());
  }
}
