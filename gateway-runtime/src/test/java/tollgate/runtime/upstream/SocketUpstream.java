package tollgate.runtime.upstream;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import tollgate.runtime.socket.Bell;
import tollgate.runtime.socket.MessageEnd;

/** A provider that takes a WebSocket, in clear text or over TLS, or refuses it. */
public final class SocketUpstream implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The status that grants a WebSocket. */
  public static final int GRANTED = 101;

  /** The status for no answer at all. */
  public static final int SILENCE = 0;

  private final Server server = new Server();
  private final ServerConnector connector;
  private final String scheme;
  private final WebSocketMappings mappings;
  private final Bell bell = new Bell();
  private final MessageEnd end = new MessageEnd(bell, PATIENCE, 10_000_000);
  private final LinkedBlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
  private volatile Function<Asked, Integer> verdict = _ -> GRANTED;

  /** A wish as it came; a field is null where there was none. */
  public record Asked(
      String target, String authorization, String proxyAuthorization, String extensions) {}

  private SocketUpstream(String scheme, ServerConnectorMaker maker) throws Exception {
    this.scheme = scheme;
    var http = new HttpConfiguration();
    http.setUriCompliance(UriCompliance.UNSAFE);
    connector = maker.make(server, new HttpConnectionFactory(http));
    connector.setHost("localhost");
    mappings = new WebSocketMappings(WebSocketServerComponents.ensureWebSocketComponents(server));
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            return serve(request, response, callback);
          }
        });
    server.start();
  }

  private interface ServerConnectorMaker {
    ServerConnector make(Server server, HttpConnectionFactory http) throws Exception;
  }

  /** Without TLS. */
  public static SocketUpstream clear() throws Exception {
    return new SocketUpstream("http", ServerConnector::new);
  }

  /** With the tests' own identity. */
  static SocketUpstream secure() throws Exception {
    var tls = new SslContextFactory.Server();
    tls.setSslContext(Http2Upstream.identity());
    tls.setSniRequired(false);
    return new SocketUpstream(
        "https",
        (server, http) ->
            new ServerConnector(server, new SslConnectionFactory(tls, http.getProtocol()), http));
  }

  /** With which status it answers a wish from now on. */
  public void answers(Function<Asked, Integer> status) {
    verdict = status;
  }

  private boolean serve(Request request, Response response, Callback callback) {
    var fields = request.getHeaders();
    var wish =
        new Asked(
            request.getHttpURI().getPathQuery(),
            fields.get("authorization"),
            fields.get("proxy-authorization"),
            fields.get("sec-websocket-extensions"));
    asked.add(wish);
    int status = verdict.apply(wish);
    if (status == GRANTED) {
      return mappings.upgrade(
          (offer, answer, _) -> {
            answer.getHeaders().add("x-state", "7");
            offer.getSubProtocols().stream().findFirst().ifPresent(answer::setAcceptedSubProtocol);
            return end.handler();
          },
          request,
          response,
          callback,
          session -> session.setIdleTimeout(Duration.ZERO));
    }
    response.getHeaders().add("retry-after", "7");
    if (status != SILENCE) {
      response.setStatus(status);
      callback.succeeded();
    }
    return true;
  }

  /** Where it is. */
  public URI url() {
    return URI.create(scheme + "://localhost:" + connector.getLocalPort());
  }

  /** The next wish. */
  public Asked nextWish() throws InterruptedException {
    Asked wish = asked.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (wish == null) {
      throw new AssertionError("nobody wished for a WebSocket");
    }
    return wish;
  }

  /** How many wishes nobody has taken. */
  public int wishesWaiting() {
    return asked.size();
  }

  /** What rings when something comes to its end. */
  public Bell bell() {
    return bell;
  }

  /** Its end of the WebSocket, once that stands. */
  public MessageEnd end() throws IOException {
    while (!end.opened()) {
      int rings = bell.rings();
      if (!end.opened()) {
        bell.await(rings, Bell.NEVER);
      }
    }
    return end;
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
  }
}
