package tollgate.runtime.upstream;

import java.time.Duration;

/**
 * A provider's breaker as it stands.
 *
 * @param provider the provider's id
 * @param position whether calls pass
 * @param failures failures in a row
 * @param retryAfter until the next probe may pass; zero unless open
 */
public record BreakerState(String provider, Position position, int failures, Duration retryAfter) {

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
