package tollgate.runtime.upstream;

import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.ConnectionPool.MaxMultiplexable;
import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.MultiplexConnectionPool;
import org.eclipse.jetty.util.ConcurrentPool;
import org.eclipse.jetty.util.ConcurrentPool.StrategyType;

/**
 * Connections that several calls may share, which is known only once one of them is open. A burst
 * of first calls to a provider that is sure to speak HTTP/2 waits for one connection. Where the
 * version is still to be agreed upon each of them opens its own, lest they wait for one another
 * should it turn out to be HTTP/1.1; from the first shared one on, one is opened at a time.
 */
final class SharedConnections extends MultiplexConnectionPool {

  /** What RFC 9113 §6.5.2 asks a server to allow at least. */
  private static final int LIKELY_STREAMS = 100;

  private static final int ALONE = 1;

  SharedConnections(Destination destination, int most) {
    super(
        destination,
        () -> new ConcurrentPool<>(StrategyType.FIRST, most, newMaxMultiplexer(ALONE)),
        destination.getOrigin().getProtocol().isNegotiate() ? ALONE : LIKELY_STREAMS);
  }

  @Override
  protected void onCreated(Connection connection) {
    if (connection instanceof MaxMultiplexable shared && shared.getMaxMultiplex() > ALONE) {
      setInitialMaxMultiplex(shared.getMaxMultiplex());
    }
    super.onCreated(connection);
  }
}
