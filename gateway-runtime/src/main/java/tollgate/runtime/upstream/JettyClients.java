package tollgate.runtime.upstream;

import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tollgate.runtime.config.OutboundProxy;
import tollgate.runtime.config.ProviderConnection;

/**
 * The HTTP clients. The one that goes straight and trusts whom Java trusts is always there, and
 * nobody waits for a lock to use it; the others come and go.
 */
final class JettyClients implements AutoCloseable {

  private final JettyClient plain;
  private final SharedClients<JettyClient> others;

  JettyClients(UpstreamSettings settings, @Nullable SSLContext trust) {
    plain = new JettyClient(settings, OutboundProxy.NONE, trust);
    others =
        new SharedClients<>(settings, way -> new JettyClient(settings, way.proxy(), way.trust()));
  }

  /** The client to connect so with; to be given back. */
  ClientLease<JettyClient> lease(ProviderConnection connection) {
    var way = SharedClients.Way.of(connection);
    return way.isPlain() ? new ClientLease<>(plain, () -> {}) : others.lease(way);
  }

  /** Closes connections and clients that have been out of use for longer than they are kept. */
  void closeUnused(long now) {
    plain.closeUnused(now);
    others.each(client -> client.closeUnused(now));
    others.closeUnused(now);
  }

  /** How many clients there are. */
  int size() {
    return 1 + others.size();
  }

  @Override
  public void close() {
    others.close();
    plain.close();
  }
}
