package tollgate.runtime.upstream;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.ProviderEvent;

/**
 * Leaves a provider alone after so many failures in a row, then lets one probe through.
 *
 * <p>"In a row" is a window of exactly that many calls which must all have failed. A verdict on a
 * try counts only in the position its pass was given in: a straggler of the time before the breaker
 * opened says nothing about the probe.
 */
final class Breaker {

  private final String provider;
  private final CircuitBreaker circuit;
  private final Duration pause;
  private final Clock clock;
  private int epoch;
  private int streak;
  private Instant openedAt = Instant.EPOCH;
  private Instant lastActivity = Instant.EPOCH;

  Breaker(String provider, UpstreamSettings settings, Clock clock) {
    this.provider = provider;
    this.clock = clock;
    this.pause = settings.breakerPause();
    int failures = settings.breakerFailures();
    this.circuit =
        CircuitBreaker.of(
            provider,
            CircuitBreakerConfig.custom()
                .clock(clock)
                .slidingWindow(
                    failures, failures, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(100)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitDurationInOpenState(pause)
                .build());
    circuit.getEventPublisher().onStateTransition(event -> moved(event.getStateTransition()));
  }

  private void moved(CircuitBreaker.StateTransition transition) {
    epoch++;
    if (transition.getToState() == CircuitBreaker.State.OPEN) {
      openedAt = clock.instant();
      Events.log(
          ProviderEvent.UPSTREAM_BREAKER_OPEN,
          "provider",
          provider,
          "failures",
          streak,
          "retry_after_seconds",
          pause.toSeconds());
    } else if (transition == CircuitBreaker.StateTransition.HALF_OPEN_TO_CLOSED) {
      Events.log(ProviderEvent.UPSTREAM_BREAKER_RESET, "provider", provider, "by", "probe");
    }
  }

  /**
   * Leave for one try; the pass must be told how it went.
   *
   * @throws BreakerOpen when the provider is to be left alone
   */
  synchronized Pass admit() throws BreakerOpen {
    lastActivity = clock.instant();
    if (!circuit.tryAcquirePermission()) {
      throw new BreakerOpen(retryAfter(), streak);
    }
    return new Pass(epoch, circuit.getState() == CircuitBreaker.State.HALF_OPEN);
  }

  synchronized BreakerState state() {
    BreakerState.Position position =
        switch (circuit.getState()) {
          case HALF_OPEN -> BreakerState.Position.HALF_OPEN;
          case OPEN, FORCED_OPEN -> BreakerState.Position.OPEN;
          case CLOSED, DISABLED, METRICS_ONLY -> BreakerState.Position.CLOSED;
        };
    Duration wait = position == BreakerState.Position.OPEN ? untilProbe() : Duration.ZERO;
    Instant since = position == BreakerState.Position.CLOSED ? Instant.EPOCH : openedAt;
    return new BreakerState(provider, position, streak, wait, since, lastActivity);
  }

  synchronized void reset() {
    boolean open = circuit.getState() != CircuitBreaker.State.CLOSED;
    streak = 0;
    circuit.reset();
    epoch++;
    if (open) {
      Events.log(ProviderEvent.UPSTREAM_BREAKER_RESET, "provider", provider, "by", "operator");
    }
  }

  private Duration retryAfter() {
    Duration wait = untilProbe();
    long seconds = wait.toSeconds() + (wait.toNanosPart() > 0 ? 1 : 0);
    return Duration.ofSeconds(Math.max(1, seconds));
  }

  private Duration untilProbe() {
    Duration wait = Duration.between(clock.instant(), openedAt.plus(pause));
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  /** One admitted try. The first verdict counts, later ones are ignored. */
  final class Pass {
    private final int givenIn;
    private final boolean probe;
    private boolean told;

    private Pass(int givenIn, boolean probe) {
      this.givenIn = givenIn;
      this.probe = probe;
    }

    /** A head came that is no failure: enough for a probe, whose place others wait for. */
    void answered() {
      if (probe) {
        succeeded();
      }
    }

    void succeeded() {
      synchronized (Breaker.this) {
        if (counts()) {
          streak = 0;
          circuit.onSuccess(0, TimeUnit.NANOSECONDS);
        }
      }
    }

    void failed() {
      synchronized (Breaker.this) {
        if (counts()) {
          streak++;
          circuit.onError(0, TimeUnit.NANOSECONDS, new IOException("failed"));
        }
      }
    }

    /** Nothing was learned: the client left, or another gateway's breaker answered. */
    void dropped() {
      synchronized (Breaker.this) {
        if (counts()) {
          circuit.releasePermission();
        }
      }
    }

    private boolean counts() {
      boolean first = !told;
      lastActivity = clock.instant();
      told = true;
      return first && givenIn == epoch;
    }
  }
}
