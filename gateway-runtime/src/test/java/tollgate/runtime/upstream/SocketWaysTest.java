package tollgate.runtime.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.call.Headers;
import tollgate.runtime.config.HttpProtocol;
import tollgate.runtime.config.OutboundProxy;
import tollgate.runtime.config.ProviderConnection;
import tollgate.runtime.config.ProviderDress;
import tollgate.runtime.config.Secret;
import tollgate.runtime.socket.Bell;
import tollgate.runtime.socket.PieceEnd;

/** WebSockets to providers behind a proxy, and behind certificates of an authority of one's own. */
@Timeout(60)
class SocketWaysTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final SocketWish WISH =
      new SocketWish("/v1/x?q=1", Headers.of("authorization", "Bearer up"), List.of());
  private static final String BASIC =
      "Basic " + Base64.getEncoder().encodeToString("joe:sés@me".getBytes(UTF_8));

  private final UpstreamCaller caller =
      new UpstreamCaller(Providers.SETTINGS, new Breakers(Providers.SETTINGS));

  @AfterEach
  void close() {
    caller.close();
  }

  private static SocketUpstream upstream(boolean secure) throws Exception {
    return secure ? SocketUpstream.secure() : SocketUpstream.clear();
  }

  private static OutboundProxy by(ConnectProxy proxy, String user, String password) {
    var secret = password.isEmpty() ? Secret.NONE : new Secret(password);
    return new OutboundProxy("localhost", proxy.port(), user, secret);
  }

  private static OpenProvider at(URI url, OutboundProxy proxy) {
    var authorities = List.of(Http2Upstream.certificate());
    return at(url, new ProviderConnection(HttpProtocol.AUTO, proxy, authorities));
  }

  private static OpenProvider at(URI url, ProviderConnection connection) {
    var half = new Providers.Plain();
    return new OpenProvider(
        Providers.config(url, ProviderDress.PLAIN, connection),
        Providers.transform("plain", half),
        List.of(new Login("", half)));
  }

  private SocketLeg open(OpenProvider provider) throws Exception {
    var end = new PieceEnd(new Bell(), PATIENCE);
    var patient = new Deadlines(PATIENCE, Duration.ZERO, PATIENCE, PATIENCE, PATIENCE);
    return caller.sockets().open(provider, WISH, end, patient, new Cancellation());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aTunnelLeadsThereWithTlsAndWithout(boolean secure) throws Exception {
    try (var upstream = upstream(secure);
        var proxy = ConnectProxy.open();
        var leg = open(at(upstream.url(), by(proxy, "", "")))) {
      assertEquals(101, leg.head().status());
      assertEquals(
          new SocketUpstream.Asked("/v1/x?q=1", "Bearer up", null, null), upstream.nextWish());
      String head = proxy.nextHead();
      assertTrue(
          head.startsWith("CONNECT " + upstream.url().getAuthority() + " HTTP/1.1\r\n"), head);

      upstream.end().begin();
      leg.end().send(true, true, true, UTF_8.encode("through"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theProxyLearnsNameAndPasswordAndTheProviderDoesNot(boolean secure) throws Exception {
    try (var upstream = upstream(secure);
        var proxy = ConnectProxy.wanting(BASIC);
        var leg = open(at(upstream.url(), by(proxy, "joe", "sés@me")))) {
      assertEquals(101, leg.head().status());
      assertEquals(null, upstream.nextWish().proxyAuthorization());
      String head = proxy.nextHead().toLowerCase(Locale.ROOT);
      assertTrue(head.contains("\r\nproxy-authorization: basic "), head);
    }
  }

  @Test
  void aProxyThatRefusesIsNamed() throws Exception {
    try (var upstream = SocketUpstream.secure();
        var proxy = ConnectProxy.wanting(BASIC)) {
      UpstreamUnreachable refused =
          assertThrows(
              UpstreamUnreachable.class, () -> open(at(upstream.url(), by(proxy, "", ""))));

      String said = refused.report("p").what();
      assertTrue(said.contains("not let through"), said);
      assertTrue(said.contains("407"), said);
      assertTrue(said.contains("by the proxy http://localhost:" + proxy.port()), said);
    }
  }

  @Test
  void anAuthorityOfOnesOwnIsTrustedWhereItIsNamed() throws Exception {
    try (var upstream = SocketUpstream.secure();
        var leg = open(at(upstream.url(), OutboundProxy.NONE))) {
      assertEquals(101, leg.head().status());

      UpstreamUnreachable refused =
          assertThrows(
              UpstreamUnreachable.class, () -> open(at(upstream.url(), ProviderConnection.DIRECT)));
      assertTrue(refused.getMessage().contains("TLS failed"), refused.getMessage());
    }
  }

  @Test
  void aClientStaysForAsLongAsAWebSocketDoes() throws Exception {
    long longAfter = 2 * Providers.SETTINGS.keepIdle().toNanos();
    try (var upstream = SocketUpstream.clear()) {
      SocketLeg leg = open(at(upstream.url(), OutboundProxy.NONE));

      caller.sockets().closeUnused(System.nanoTime() + longAfter);
      assertEquals(1, caller.sockets().size());

      leg.close();
      caller.sockets().closeUnused(System.nanoTime() + longAfter);
      assertEquals(0, caller.sockets().size());
    }
  }

  @Test
  void aWishThatIsRefusedKeepsNoClient() throws Exception {
    try (var upstream = SocketUpstream.clear()) {
      upstream.answers(_ -> 404);
      assertThrows(SocketRefused.class, () -> open(at(upstream.url(), OutboundProxy.NONE)));

      caller.sockets().closeUnused(System.nanoTime() + 2 * Providers.SETTINGS.keepIdle().toNanos());
      assertEquals(0, caller.sockets().size());
    }
  }
}
