package tollgate.api.call;

import java.nio.charset.StandardCharsets;

/**
 * A whole reply as it goes to the client.
 *
 * @param status HTTP status
 * @param headers fields, {@code content-type} included; never {@code content-length}
 * @param body the bytes; the receiver must not change them
 * @since 1.0
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
public record WireReply(int status, Headers headers, byte[] body) {

  /** A JSON reply. */
  public static WireReply json(int status, Headers headers, String body) {
    return new WireReply(
        status,
        headers.with("content-type", "application/json"),
        body.getBytes(StandardCharsets.UTF_8));
  }
}
