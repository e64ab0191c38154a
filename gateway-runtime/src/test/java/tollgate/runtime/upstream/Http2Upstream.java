package tollgate.runtime.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.RateControl;
import org.eclipse.jetty.server.ConnectionFactory;
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

/** A provider that speaks HTTP/2, in clear text or over TLS; handlers run on threads of Jetty's. */
final class Http2Upstream implements AutoCloseable {

  interface Scene {
    void play(Request request, Response response, Callback callback) throws Exception;
  }

  /** How a request arrived: version and connection. */
  record Arrival(String version, String connection) {}

  private final Server server = new Server();
  private final ServerConnector connector;
  private final String scheme;
  private final LinkedBlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();

  private Http2Upstream(String scheme, Scene scene, ConnectionFactory... factories)
      throws Exception {
    this.scheme = scheme;
    this.connector = new ServerConnector(server, factories);
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            var connection = request.getConnectionMetaData();
            arrivals.add(
                new Arrival(
                    connection.getProtocol(), connection.getRemoteSocketAddress().toString()));
            scene.play(request, response, callback);
            return true;
          }
        });
    server.start();
  }

  /** Speaks HTTP/2 with prior knowledge, and HTTP/1.1. */
  static Http2Upstream clear(Scene scene) throws Exception {
    var http = new HttpConfiguration();
    var http2 = new HTTP2CServerConnectionFactory(http);
    http2.setRateControlFactory(new RateControl.Factory() {}); // an early reply is no attack
    return new Http2Upstream("http", scene, new HttpConnectionFactory(http), http2);
  }

  /** Speaks what both sides like best over TLS. */
  static Http2Upstream secure(Scene scene) throws Exception {
    var http = new HttpConfiguration();
    var alpn = new ALPNServerConnectionFactory();
    alpn.setDefaultProtocol("http/1.1");
    return new Http2Upstream(
        "https",
        scene,
        new SslConnectionFactory(tls(), "alpn"),
        alpn,
        new HTTP2ServerConnectionFactory(http),
        new HttpConnectionFactory(http));
  }

  /** Speaks HTTP/1.1 over TLS and knows nothing else. */
  static Http2Upstream secureButOld(Scene scene) throws Exception {
    return new Http2Upstream(
        "https",
        scene,
        new SslConnectionFactory(tls(), "http/1.1"),
        new HttpConnectionFactory(new HttpConfiguration()));
  }

  private static SslContextFactory.Server tls() throws Exception {
    var tls = new SslContextFactory.Server();
    tls.setSslContext(identity());
    tls.setSniRequired(false);
    return tls;
  }

  private static KeyStore store() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream file = Http2Upstream.class.getResourceAsStream("test-identity.p12")) {
      store.load(file, "changeit".toCharArray());
    }
    return store;
  }

  /** The certificate of the test's own identity, which vouches for itself. */
  static X509Certificate certificate() {
    try {
      KeyStore store = store();
      return (X509Certificate) store.getCertificate(store.aliases().nextElement());
    } catch (GeneralSecurityException | IOException broken) {
      throw new AssertionError(broken);
    }
  }

  /** A context that is, and trusts, the test's own identity. */
  static SSLContext identity() throws Exception {
    KeyStore store = store();
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, "changeit".toCharArray());
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  URI url() {
    return URI.create(scheme + "://localhost:" + connector.getLocalPort());
  }

  Arrival nextArrival() throws InterruptedException {
    Arrival arrival = arrivals.poll(10, TimeUnit.SECONDS);
    if (arrival == null) {
      throw new AssertionError("no request came");
    }
    return arrival;
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
  }
}
