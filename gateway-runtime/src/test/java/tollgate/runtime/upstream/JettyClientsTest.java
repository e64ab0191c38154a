package tollgate.runtime.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tollgate.runtime.config.HttpProtocol;
import tollgate.runtime.config.OutboundProxy;
import tollgate.runtime.config.ProviderConnection;
import tollgate.runtime.config.Secret;

/** One client per way to connect, for as long as somebody connects so. */
class JettyClientsTest {

  private static final long KEPT = Providers.SETTINGS.keepIdle().toNanos();

  private final JettyClients clients = new JettyClients(Providers.SETTINGS, null);

  @AfterEach
  void close() {
    clients.close();
  }

  private static ProviderConnection by(String proxy, HttpProtocol protocol) {
    return new ProviderConnection(
        protocol, new OutboundProxy(proxy, 3128, "", Secret.NONE), List.of());
  }

  @Test
  void providersThatConnectInTheSameWayShareAClient() {
    try (var direct = clients.lease(ProviderConnection.DIRECT);
        var old = clients.lease(ProviderConnection.by(HttpProtocol.HTTP_1_1));
        var one = clients.lease(by("one", HttpProtocol.AUTO));
        var same = clients.lease(by("one", HttpProtocol.HTTP_1_1));
        var other = clients.lease(by("other", HttpProtocol.AUTO));
        var trusting =
            clients.lease(
                new ProviderConnection(
                    HttpProtocol.AUTO, OutboundProxy.NONE, List.of(Http2Upstream.certificate())))) {
      assertSame(direct.client(), old.client());
      assertSame(one.client(), same.client());
      assertNotSame(one.client(), other.client());
      assertNotSame(direct.client(), trusting.client());
      assertEquals(4, clients.size());
    }
  }

  @Test
  void aClientIsClosedWhenNobodyHasUsedItForAsLongAsConnectionsAreKept() {
    var first = clients.lease(by("one", HttpProtocol.AUTO));
    var second = clients.lease(by("one", HttpProtocol.AUTO));
    first.close();
    first.close();

    clients.closeUnused(System.nanoTime() + 2 * KEPT);
    assertEquals(2, clients.size(), "one still uses it, however often the other gave it back");

    second.close();
    clients.closeUnused(System.nanoTime());
    assertEquals(2, clients.size(), "it is kept for a while");

    clients.closeUnused(System.nanoTime() + 2 * KEPT);
    assertEquals(1, clients.size(), "the one that goes straight stays");
    try (var again = clients.lease(by("one", HttpProtocol.AUTO))) {
      assertNotSame(first.client(), again.client());
    }
  }
}
