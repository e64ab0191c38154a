package tollgate.runtime.call;

import java.time.Duration;
import java.time.InstantSource;
import tollgate.runtime.call.Outcome.Passed;
import tollgate.runtime.call.Outcome.Refused;
import tollgate.runtime.problem.AccessProblem;
import tollgate.runtime.rate.TokenBuckets;

/**
 * Lets each client of each tool make only so many calls a minute; off where that is not set. A
 * client is the holder of a key, or the address of somebody without one: what a request says of
 * itself counts for the tool only.
 */
final class ClientLimiter {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final TokenBuckets buckets;

  ClientLimiter(int callsPerMinute, InstantSource clock) {
    this.buckets = new TokenBuckets(callsPerMinute, MINUTE, clock);
  }

  Outcome<AuthenticatedCall> admit(AuthenticatedCall call) {
    if (!buckets.areOn()) {
      return new Passed<>(call);
    }
    String key = call.caller().keyId();
    String client = key.isEmpty() ? call.call().arrival().peer() : key;
    Duration wait = buckets.take(call.identified().identity().tool() + " of " + client);
    return wait.isZero()
        ? new Passed<>(call)
        : new Refused<>(
            AccessProblem.RATE_EXCEEDED
                .report(TokenBuckets.seconds(wait))
                .after(Duration.ofSeconds(TokenBuckets.seconds(wait))));
  }
}
