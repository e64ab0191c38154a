package tollgate.runtime.upstream;

import java.util.List;
import tollgate.api.call.Headers;

/**
 * A wish for a WebSocket as it leaves.
 *
 * @param target path and query below the provider's base URL
 * @param headers fields to send, without those of the handshake
 * @param protocols the subprotocols offered, in the client's order
 */
public record SocketWish(String target, Headers headers, List<String> protocols) {

  /** Wishes never change. */
  public SocketWish {
    protocols = List.copyOf(protocols);
  }
}
