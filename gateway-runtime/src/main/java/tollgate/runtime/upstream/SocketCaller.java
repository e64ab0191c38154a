package tollgate.runtime.upstream;

import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tollgate.api.call.ReplyHead;
import tollgate.runtime.socket.PieceEnd;

/**
 * Opens WebSockets to providers, in the way they are connected to over HTTP. The clients for it are
 * made when they are first wished for: many a gateway never needs one.
 */
public final class SocketCaller implements AutoCloseable {

  private final Breakers breakers;

  // Guarded by this, which is held for no more than the making of a client.
  private final SharedClients<SocketClient> clients;
  private boolean closed;

  SocketCaller(UpstreamSettings settings, Breakers breakers, @Nullable SSLContext trust) {
    this.breakers = breakers;
    this.clients =
        new SharedClients<>(
            settings,
            way -> new SocketClient(settings, way.proxy(), way.isPlain() ? trust : way.trust()));
  }

  /**
   * Opens one and waits until it stands. It is not tried again: the client, told no, sends its
   * request over HTTP.
   *
   * <p>A refusal tells the breaker nothing: a provider without WebSockets may be in good health.
   *
   * @param end not begun yet, nor when this returns
   * @throws UpstreamFailure when no answer came
   * @throws SocketRefused when the answer was no
   */
  public SocketLeg open(
      OpenProvider provider,
      SocketWish wish,
      PieceEnd end,
      Deadlines deadlines,
      Cancellation cancellation)
      throws UpstreamFailure, SocketRefused {
    ClientLease<SocketClient> lease = lease(provider);
    try {
      ReplyHead head = shakeHands(lease.client(), provider, wish, end, deadlines, cancellation);
      var means = new SocketLeg.Means(breakers.of(provider.id()), deadlines, lease);
      return new SocketLeg(provider.config(), provider.account(), head, end, means);
    } catch (UpstreamFailure | SocketRefused | RuntimeException none) {
      lease.close();
      throw none;
    }
  }

  private ReplyHead shakeHands(
      SocketClient client,
      OpenProvider provider,
      SocketWish wish,
      PieceEnd end,
      Deadlines deadlines,
      Cancellation cancellation)
      throws UpstreamFailure, SocketRefused {
    Breaker.Pass pass = breakers.of(provider.id()).admit();
    try {
      ReplyHead head = client.open(provider, wish, end, deadlines.connect(), cancellation);
      pass.succeeded();
      return head;
    } catch (UpstreamUnreachable | UpstreamTimeout | UpstreamBroke failure) {
      pass.failed();
      throw failure;
    } finally {
      pass.dropped(); // no word after a verdict
    }
  }

  private synchronized ClientLease<SocketClient> lease(OpenProvider provider) throws Cancelled {
    if (closed) {
      throw new Cancelled();
    }
    return clients.lease(SharedClients.Way.of(provider.config().connection()));
  }

  /** Closes clients that nobody has needed for as long as connections are kept. */
  void closeUnused(long now) {
    clients.closeUnused(now);
  }

  /** How many clients there are. */
  int size() {
    return clients.size();
  }

  /** Breaks off whatever is still open. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    clients.close();
  }
}
