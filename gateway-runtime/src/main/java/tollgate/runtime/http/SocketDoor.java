package tollgate.runtime.http;

import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.exception.WebSocketException;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import tollgate.api.call.Headers;
import tollgate.runtime.socket.SocketEnd;
import tollgate.runtime.wire.ClientGone;

/** Makes WebSockets of connections. No extension is agreed on: what is relayed lies in plain. */
final class SocketDoor {

  private final WebSocketMappings mappings;

  SocketDoor(Server server) {
    this.mappings =
        new WebSocketMappings(WebSocketServerComponents.ensureWebSocketComponents(server));
  }

  /**
   * Answers 101.
   *
   * @return false when the request's fields are not those of an upgrade; nothing was answered then
   */
  boolean open(
      Request request,
      Response response,
      Callback callback,
      SocketEnd end,
      String protocol,
      Headers fields)
      throws ClientGone {
    try {
      return mappings.upgrade(
          (asked, answer, done) -> {
            fields.forEach(answer.getHeaders()::add);
            answer.setExtensions(List.of());
            if (!protocol.isEmpty() && asked.hasSubProtocol(protocol)) {
              answer.setAcceptedSubProtocol(protocol);
            }
            return end.handler();
          },
          request,
          response,
          callback,
          SocketDoor::configure);
    } catch (WebSocketException failed) {
      throw new ClientGone("the upgrade failed", failed);
    }
  }

  /** Whoever serves the connection knows how long it may be silent. */
  private static void configure(Configuration session) {
    session.setIdleTimeout(Duration.ZERO);
    session.setAutoFragment(true);
  }
}
