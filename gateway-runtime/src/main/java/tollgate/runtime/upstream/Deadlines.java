package tollgate.runtime.upstream;

import java.time.Duration;

/**
 * How long one call may wait for its upstream; zero means without limit.
 *
 * @param connect until a connection stands, for each try
 * @param head from there until the reply's head has come, for each try
 * @param firstByte from the head until the first byte of the reply's body
 * @param idle between two pieces of the body, while the gateway waits for the next
 * @param total from the first try to the last byte
 */
public record Deadlines(
    Duration connect, Duration head, Duration firstByte, Duration idle, Duration total) {

  /** No limit at all. */
  public static final Deadlines NONE =
      new Deadlines(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);

  /** Refuses negative spans. */
  public Deadlines {
    for (Duration span : new Duration[] {connect, head, firstByte, idle, total}) {
      if (span.isNegative()) {
        throw new IllegalArgumentException("a deadline cannot be negative: " + span);
      }
    }
  }
}
