package tollgate.runtime.upstream;

import java.time.Duration;
import java.time.Instant;

/**
 * A provider's breaker as it stands.
 *
 * @param provider the provider's id
 * @param position whether calls pass
 * @param failures failures in a row
 * @param retryAfter until the next probe may pass; zero unless open
 * @param openedAt when it opened; {@link Instant#EPOCH} while it is closed
 * @param lastActivity when a call last asked for leave or told how it went
 */
public record BreakerState(
    String provider,
    Position position,
    int failures,
    Duration retryAfter,
    Instant openedAt,
    Instant lastActivity) {

  /** Whether calls pass. */
  public enum Position {
    /** Calls pass. */
    CLOSED,
    /** No call passes. */
    OPEN,
    /** One call passes, to see whether the provider is well again. */
    HALF_OPEN
  }
}
