package tollgate.runtime.upstream;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.client.CoreClientUpgradeRequest;
import org.eclipse.jetty.websocket.core.client.UpgradeListener;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;
import org.eclipse.jetty.websocket.core.exception.UpgradeException;
import org.jspecify.annotations.Nullable;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.runtime.config.OutboundProxy;
import tollgate.runtime.socket.PieceEnd;

/**
 * Opens WebSockets over HTTP/1.1 connections of their own. They never return to a pool, so the
 * client is another than the one for calls.
 */
final class SocketClient implements SharedClients.Client {

  /** From here on a status is an answer, a redirect or a page as much as an error. */
  private static final int ANSWERED = 200;

  private final WebSocketCoreClient client;
  private final String via;

  /** Opens by that proxy, if there is one, and trusts what the context trusts. */
  SocketClient(UpstreamSettings settings, OutboundProxy proxy, @Nullable SSLContext trust) {
    HttpClient http = JettyClient.forSockets(settings, proxy, trust);
    via = proxy.isNone() ? "" : " by the proxy " + proxy.address();
    client = new WebSocketCoreClient(http, new WebSocketComponents());
    LifeCycle.start(client);
    JettyClient.leaveToBothSides(http);
  }

  /**
   * Opens one and waits until it stands or is refused; the end has not begun then.
   *
   * @return the head of the 101
   */
  ReplyHead open(
      OpenProvider provider,
      SocketWish wish,
      PieceEnd end,
      Duration limit,
      Cancellation cancellation)
      throws UpstreamFailure, SocketRefused {
    var answered = new Answered();
    CompletableFuture<CoreSession> opening;
    try {
      opening = send(provider, wish, end, answered);
    } catch (IllegalArgumentException unspeakable) {
      throw new UpstreamUnreachable(String.valueOf(unspeakable.getMessage()), unspeakable);
    }
    Runnable stop = () -> opening.completeExceptionally(new Cancelled());
    cancellation.onCancel(stop);
    try {
      var _ = limit.isZero() ? opening.get() : opening.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      return answered.head();
    } catch (TimeoutException late) {
      throw failed(end, opening, new UpstreamTimeout(UpstreamTimeout.Kind.CONNECT, limit));
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
      throw failed(end, opening, new Cancelled());
    } catch (ExecutionException failure) {
      end.abort();
      ReplyHead head = answered.head();
      if (head.status() >= ANSWERED) {
        throw new SocketRefused(head);
      }
      throw FailureCause.of(causeOf(failure)).explain(head.status() > 0, false, via);
    } finally {
      cancellation.forget(stop);
    }
  }

  /** What kept it from opening, without what others put around it. */
  private static Throwable causeOf(ExecutionException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause instanceof UpgradeException && cause.getCause() != null ? cause.getCause() : cause;
  }

  private static UpstreamFailure failed(
      PieceEnd end, CompletableFuture<CoreSession> opening, UpstreamFailure why) {
    opening.completeExceptionally(why);
    end.abort();
    return why;
  }

  private CompletableFuture<CoreSession> send(
      OpenProvider provider, SocketWish wish, PieceEnd end, Answered answered) {
    var request = CoreClientUpgradeRequest.from(client, uri(provider, wish), end.handler());
    request.headers(fields -> {
      wish.headers().forEach(fields::add);
      provider.headers().forEach(fields::put);
    });
    if (!wish.protocols().isEmpty()) {
      request.setSubProtocols(wish.protocols());
    }
    request.addListener(answered);
    var configuration = new Configuration.ConfigurationCustomizer();
    configuration.setIdleTimeout(Duration.ZERO); // the turn's deadlines see to it
    request.setConfiguration(configuration);
    return request.sendAsync();
  }

  private static URI uri(OpenProvider provider, SocketWish wish) {
    URI base = provider.config().baseUrl();
    String scheme = "https".equals(base.getScheme()) ? "wss" : "ws";
    return URI.create(scheme + "://" + base.getRawAuthority() + provider.pathOf(wish.target()));
  }

  @Override
  public void close() {
    LifeCycle.stop(client);
  }

  /** Keeps the head of the answer, whatever it is. */
  private static final class Answered implements UpgradeListener {
    private volatile ReplyHead head = new ReplyHead(0, Headers.none());

    @Override
    public void onHandshakeResponse(Request request, Response response) {
      head = new ReplyHead(response.getStatus(), new FieldsView(response.getHeaders()));
    }

    ReplyHead head() {
      return head;
    }
  }
}
