package tollgate.runtime.socket;

import org.eclipse.jetty.websocket.core.CloseStatus;

/**
 * How a WebSocket connection ends.
 *
 * @param code RFC 6455 §7.4; 1005 where none was said, 1006 where the connection was lost
 * @param reason at most 123 bytes, may be empty
 */
public record Farewell(int code, String reason) {

  /** The connection broke without a word. */
  public static final Farewell LOST = new Farewell(CloseStatus.NO_CLOSE, "");

  /** This side goes away, or has nothing more to do here. */
  public static Farewell goingAway(String reason) {
    return new Farewell(CloseStatus.SHUTDOWN, reason);
  }

  /** The other side is not let go on. */
  public static Farewell policy(String reason) {
    return new Farewell(CloseStatus.POLICY_VIOLATION, reason);
  }

  /** The other side sent more than is taken. */
  public static Farewell tooLarge(String reason) {
    return new Farewell(CloseStatus.MESSAGE_TOO_LARGE, reason);
  }

  /** Something behind this side failed. */
  public static Farewell failed(String reason) {
    return new Farewell(CloseStatus.SERVER_ERROR, reason);
  }

  static Farewell of(CloseStatus status) {
    return new Farewell(status.getCode(), status.getReason() == null ? "" : status.getReason());
  }

  /** Whether the connection ended by a close frame. */
  public boolean isSaid() {
    return code != CloseStatus.NO_CLOSE;
  }

  /** Whether a close frame can carry the code; 1005 is said by an empty one. */
  boolean isSendable() {
    return CloseStatus.isTransmittableStatusCode(code);
  }

  boolean isEmpty() {
    return code == CloseStatus.NO_CODE;
  }
}
