package tollgate.runtime.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tollgate.api.provider.Exchange;
import tollgate.api.provider.ExchangeReply;
import tollgate.runtime.config.HttpProtocol;
import tollgate.runtime.config.OutboundProxy;
import tollgate.runtime.config.ProviderConnection;
import tollgate.runtime.config.ProviderDress;
import tollgate.runtime.config.Secret;

/** Providers behind a proxy, and behind certificates of an authority of one's own. */
@Timeout(60)
class OutboundProxyTest {

  private static final String BASIC =
      "Basic " + Base64.getEncoder().encodeToString("joe:sés@me".getBytes(StandardCharsets.UTF_8));

  private final UpstreamCaller caller =
      new UpstreamCaller(Providers.SETTINGS, new Breakers(Providers.SETTINGS));
  private final List<String> fields = new CopyOnWriteArrayList<>();
  private final Http2Upstream.Scene echo =
      (request, response, callback) -> {
        request.getHeaders().forEach(field -> fields.add(field.getLowerCaseName()));
        response.getHeaders().put("x-target", request.getHttpURI().getPathQuery());
        Content.copy(request, response, callback);
      };

  @AfterEach
  void close() {
    caller.close();
  }

  private static OutboundProxy by(ConnectProxy proxy) {
    return new OutboundProxy("localhost", proxy.port(), "", Secret.NONE);
  }

  private static OutboundProxy asJoe(ConnectProxy proxy) {
    return new OutboundProxy("localhost", proxy.port(), "joe", new Secret("sés@me"));
  }

  private ExchangeReply send(URI url, HttpProtocol protocol, OutboundProxy proxy)
      throws UpstreamFailure {
    return send(url, new ProviderConnection(protocol, proxy, authorities()), Deadlines.NONE);
  }

  private ExchangeReply send(URI url, ProviderConnection connection, Deadlines deadlines)
      throws UpstreamFailure {
    Exchange.Sending sending = Providers.post("/v1/x:y?q=1+2&z", "{}");
    return caller.send(
        at(url, connection), sending, deadlines, new Cancellation(), TryListener.NONE);
  }

  private static OpenProvider at(URI url, ProviderConnection connection) {
    var half = new Providers.Plain();
    return new OpenProvider(
        Providers.config(url, ProviderDress.PLAIN, connection),
        Providers.transform("plain", half),
        List.of(new Login("", half)));
  }

  private static List<X509Certificate> authorities() {
    return List.of(Http2Upstream.certificate());
  }

  private void assertEchoed(ExchangeReply reply) throws IOException {
    try (reply) {
      assertEquals("/v1/x:y?q=1+2&z", reply.head().headers().first("x-target"));
      assertEquals("{}", Providers.text(reply));
    }
  }

  @ParameterizedTest
  @CsvSource({"AUTO, HTTP/2.0", "H2, HTTP/2.0", "HTTP_1_1, HTTP/1.1"})
  void aTunnelLeadsToTlsInEitherVersion(HttpProtocol protocol, String version) throws Exception {
    try (var upstream = Http2Upstream.secure(echo);
        var proxy = ConnectProxy.open()) {
      for (int i = 0; i < 3; i++) {
        assertEchoed(send(upstream.url(), protocol, by(proxy)));
        assertEquals(version, upstream.nextArrival().version());
      }
      String host = upstream.url().getAuthority();
      assertTrue(proxy.nextHead().startsWith("CONNECT " + host + " HTTP/1.1\r\n"));
      assertFalse(proxy.wasAsked(), "the tunnel is used again");
    }
  }

  @Test
  void aTunnelLeadsToTlsThatKnowsNoNewerVersion() throws Exception {
    try (var upstream = Http2Upstream.secureButOld(echo);
        var proxy = ConnectProxy.open()) {
      assertEchoed(send(upstream.url(), HttpProtocol.AUTO, by(proxy)));
      assertEquals("HTTP/1.1", upstream.nextArrival().version());
    }
  }

  @ParameterizedTest
  @CsvSource({"AUTO", "HTTP_1_1"})
  void aTunnelInUseIsNotTakenForAnUnusedConnection(HttpProtocol protocol) throws Exception {
    var swept = new CountDownLatch(1);
    Http2Upstream.Scene scene =
        (request, response, callback) -> {
          response.write(false, ByteBuffer.wrap(new byte[] {'1'}), Callback.NOOP);
          swept.await(10, TimeUnit.SECONDS);
          response.write(true, ByteBuffer.wrap(new byte[] {'2'}), callback);
        };
    try (var upstream = Http2Upstream.secure(scene);
        var proxy = ConnectProxy.open();
        var clients = new JettyClients(Providers.SETTINGS, null)) {
      var provider = at(upstream.url(), new ProviderConnection(protocol, by(proxy), authorities()));
      var lease = clients.lease(provider.config().connection());
      var request = lease.client().request(provider, Providers.post("/x", "{}"));
      try (var attempt = new HttpAttempt(lease, request, Deadlines.NONE, Attempt.NEVER)) {
        attempt.send();
        assertEquals('1', attempt.read().get());

        clients.closeUnused(System.nanoTime() + 2 * Providers.SETTINGS.keepIdle().toNanos());
        swept.countDown();

        assertEquals("2", Providers.text(attempt));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"AUTO", "HTTP_1_1"})
  void theProxyLearnsNameAndPasswordAndTheProviderDoesNot(HttpProtocol protocol) throws Exception {
    try (var upstream = Http2Upstream.secure(echo);
        var proxy = ConnectProxy.wanting(BASIC)) {
      assertEchoed(send(upstream.url(), protocol, asJoe(proxy)));

      String head = proxy.nextHead().toLowerCase(Locale.ROOT);
      assertTrue(head.contains("\r\nproxy-authorization: basic "), head);
      assertFalse(head.contains("content-type"), "the request goes through the tunnel: " + head);
      assertFalse(fields.contains("proxy-authorization"), fields::toString);
    }
  }

  @Test
  void withoutTlsTheProxyIsToldTheWholeAddress() throws Exception {
    try (var upstream = Http2Upstream.clear(echo);
        var proxy = ConnectProxy.wanting(BASIC)) {
      assertEchoed(send(upstream.url(), HttpProtocol.AUTO, asJoe(proxy)));

      String head = proxy.nextHead();
      assertTrue(head.startsWith("POST " + upstream.url() + "/v1/x:y?q=1+2&z HTTP/1.1\r\n"), head);
      assertTrue(head.toLowerCase(Locale.ROOT).contains("host: " + upstream.url().getAuthority()));
    }
  }

  @Test
  void aProxyThatRefusesIsNamedAndNothingWasSent() throws Exception {
    try (var tls = Http2Upstream.secure(echo);
        var clear = Http2Upstream.clear(echo);
        var proxy = ConnectProxy.wanting(BASIC)) {
      for (var upstream : List.of(tls, clear)) {
        UpstreamUnreachable refused =
            assertThrows(
                UpstreamUnreachable.class,
                () -> send(upstream.url(), HttpProtocol.AUTO, by(proxy)).close());

        String said = refused.report("p").what();
        assertTrue(said.contains("not let through"), said);
        assertTrue(said.contains("407"), said);
        assertTrue(said.contains("by the proxy http://localhost:" + proxy.port()), said);
        assertTrue(refused.nothingSent());
      }
      assertEquals(List.of(), fields);
    }
  }

  @Test
  void aProxyThatIsNotThereIsNamed() throws Exception {
    int nobody;
    try (var closed = new ServerSocket(0)) {
      nobody = closed.getLocalPort();
    }
    var proxy = new OutboundProxy("localhost", nobody, "joe", new Secret("hidden"));

    UpstreamUnreachable refused =
        assertThrows(
            UpstreamUnreachable.class,
            () -> send(URI.create("https://up.example"), HttpProtocol.AUTO, proxy).close());

    assertTrue(refused.getMessage().contains("by the proxy http://localhost:" + nobody));
    assertFalse(refused.getMessage().contains("hidden"));
  }

  @Test
  void aSilentProxyIsWaitedForAsLongAsForAConnection() throws Exception {
    var limit = Duration.ofMillis(150);
    var deadlines =
        new Deadlines(limit, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var proxy = new OutboundProxy("localhost", silent.getLocalPort(), "", Secret.NONE);
      var connection = new ProviderConnection(HttpProtocol.AUTO, proxy, List.of());

      UpstreamTimeout timeout =
          assertThrows(
              UpstreamTimeout.class,
              () -> send(URI.create("https://up.example"), connection, deadlines).close());

      assertEquals(UpstreamTimeout.Kind.CONNECT, timeout.kind());
    }
  }

  @ParameterizedTest
  @CsvSource({"AUTO, HTTP/2.0", "HTTP_1_1, HTTP/1.1"})
  void anAuthorityOfOnesOwnIsTrustedWhereItIsNamed(HttpProtocol protocol, String version)
      throws Exception {
    try (var upstream = Http2Upstream.secure(echo)) {
      assertEchoed(send(upstream.url(), protocol, OutboundProxy.NONE));
      assertEquals(version, upstream.nextArrival().version());

      UpstreamUnreachable refused =
          assertThrows(
              UpstreamUnreachable.class,
              () -> send(upstream.url(), ProviderConnection.by(protocol), Deadlines.NONE).close());
      assertTrue(refused.getMessage().contains("TLS failed"), refused.getMessage());
    }
  }
}
