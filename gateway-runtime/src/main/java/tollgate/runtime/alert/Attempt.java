package tollgate.runtime.alert;

import java.time.Duration;
import java.time.Instant;

/**
 * One attempt to deliver an alert.
 *
 * @param target the receiver, fit to be shown
 * @param number the first, second … for this alert and this receiver
 * @param status the answer's status; 0 where none came
 * @param trouble why none came; empty where one did
 */
public record Attempt(
    Instant at,
    String alert,
    AlertKind kind,
    String subject,
    String target,
    int number,
    int status,
    String trouble,
    Duration took) {

  /** Whether the receiver took it. */
  public boolean isDelivered() {
    return status / 100 == 2;
  }

  /** Whether trying again could help: the receiver did not say that it never takes this. */
  boolean canBeTriedAgain() {
    boolean refused = status / 100 == 4;
    return !isDelivered() && (!refused || status == 408 || status == 425 || status == 429);
  }
}
