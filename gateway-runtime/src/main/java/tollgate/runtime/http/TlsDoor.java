package tollgate.runtime.http;

import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;

/** What is spoken on an encrypted connection: HTTP/2 or HTTP/1.1, as the client chooses. */
final class TlsDoor {
  private static final String HTTP1 = "http/1.1";
  private static final String HTTP2 = "h2";

  private TlsDoor() {}

  /** The protocols of a connector, the outermost first. */
  static ConnectionFactory[] protocols(
      Certificates certificates, HttpConfiguration http, ConnectionFactory http1, HeadClock clock) {
    // Names are for the admin API's own check: clients on this machine ask by an address.
    http.addCustomizer(new SecureRequestCustomizer(false));
    var alpn = new ALPNServerConnectionFactory(HTTP2, HTTP1);
    alpn.setDefaultProtocol(HTTP1);
    var http2 = new HTTP2ServerConnectionFactory(http);
    http2.setMaxConcurrentStreams(Listener.STREAMS_OF_A_CONNECTION);
    http2.setConnectProtocolEnabled(false); // a WebSocket takes a connection of HTTP/1.1
    return new ConnectionFactory[] {new Tls(certificates, alpn, clock), alpn, http2, http1};
  }

  /** TLS whose handshakes must be over in time. */
  private static final class Tls extends SslConnectionFactory {
    private final HeadClock clock;

    Tls(Certificates certificates, ALPNServerConnectionFactory next, HeadClock clock) {
      super(certificates.context(), next.getProtocol());
      this.clock = clock;
    }

    @Override
    protected SslConnection newSslConnection(
        Connector connector, EndPoint endPoint, SSLEngine engine) {
      SslConnection connection = super.newSslConnection(connector, endPoint, engine);
      clock.startHandshake(connection);
      return connection;
    }
  }
}
