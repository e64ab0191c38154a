package tollgate.runtime.upstream;

import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.client.HttpClient;
import tollgate.api.call.ReplyHead;
import tollgate.runtime.socket.PieceEnd;

/**
 * Opens WebSockets to providers. The client for it is made when the first one is wished for: many a
 * gateway never needs it.
 */
public final class SocketCaller implements AutoCloseable {

  private final Supplier<HttpClient> http;
  private final Breakers breakers;

  // Guarded by this.
  private Optional<SocketClient> client = Optional.empty();
  private boolean closed;

  SocketCaller(Supplier<HttpClient> http, Breakers breakers) {
    this.http = http;
    this.breakers = breakers;
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
    Breaker breaker = breakers.of(provider.id());
    Breaker.Pass pass = breaker.admit();
    try {
      ReplyHead head = client().open(provider, wish, end, deadlines.connect(), cancellation);
      pass.succeeded();
      return new SocketLeg(provider.config(), head, end, breaker, deadlines);
    } catch (UpstreamUnreachable | UpstreamTimeout | UpstreamBroke failure) {
      pass.failed();
      throw failure;
    } finally {
      pass.dropped(); // no word after a verdict
    }
  }

  private synchronized SocketClient client() throws Cancelled {
    if (closed) {
      throw new Cancelled();
    }
    SocketClient open = client.orElseGet(() -> new SocketClient(http.get()));
    client = Optional.of(open);
    return open;
  }

  /** Breaks off whatever is still open. */
  @Override
  public void close() {
    Optional<SocketClient> open;
    synchronized (this) {
      closed = true;
      open = client;
    }
    open.ifPresent(SocketClient::close);
  }
}
