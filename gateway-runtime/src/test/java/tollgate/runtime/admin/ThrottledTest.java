package tollgate.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tollgate.api.call.Headers;
import tollgate.api.call.WireReply;
import tollgate.runtime.rate.TokenBuckets;

class ThrottledTest {
  private final Throttled throttled =
      new Throttled(
          exchange -> AdminService.send(exchange, WireReply.json(200, Headers.none(), "{}")),
          new TokenBuckets(2, Duration.ofMinutes(1), () -> Instant.EPOCH));

  private Door.Reply ask(String target) {
    return Door.asked(throttled, target, "", "host", "localhost");
  }

  @Test
  void tellsAnAddressThatAsksTooOftenHowLongToWait() {
    assertEquals(200, ask("GET /admin/logs").status());
    assertEquals(200, ask("GET /admin/usage/today").status());

    Door.Reply refused = ask("GET /admin/me");

    assertEquals(429, refused.status());
    assertEquals("rate.exceeded", refused.code());
    assertEquals("30", refused.headers().first("retry-after"));
    assertEquals("no-store", refused.headers().first("cache-control"));
  }

  @Test
  void whetherTheGatewayIsWellMayBeAskedAtAnyTime() {
    for (int i = 0; i < 9; i++) {
      assertEquals(200, ask("GET /health").status());
      assertEquals(200, ask("GET /metrics").status());
    }
  }
}
