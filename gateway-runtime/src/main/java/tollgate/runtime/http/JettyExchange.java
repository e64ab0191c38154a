package tollgate.runtime.http;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tollgate.api.call.Headers;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.socket.SocketEnd;
import tollgate.runtime.wire.ClientExchange;
import tollgate.runtime.wire.ClientGone;
import tollgate.runtime.wire.ReplySink;

/** One exchange on Jetty. */
final class JettyExchange implements ClientExchange {

  private static final byte[] NOTHING = {};
  private static final long LARGEST_ARRAY = Integer.MAX_VALUE - 8;
  private static final int FIRST_GUESS = 16 * 1024;
  private static final long REST_BYTES = 64L * 1024 * 1024;
  private static final Duration REST_WAIT = Duration.ofSeconds(2);

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Surroundings around;
  private final ClientWatch watch;
  private final JettyReplySink sink;
  private final ForwardedClient.Source source;
  private boolean bodyRead;
  private boolean stalled;
  private boolean upgraded;

  /**
   * What all exchanges of a listener share.
   *
   * @param sweep looks after clients
   * @param door makes WebSockets
   * @param clients says whose a request is
   * @param bodyTime how long a client may take to send a body
   */
  record Surroundings(
      WatchSweep sweep, SocketDoor door, ForwardedClient clients, Duration bodyTime) {}

  JettyExchange(Request request, Response response, Callback callback, Surroundings around) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.around = around;
    this.watch = new ClientWatch(request, around.sweep());
    this.sink = new JettyReplySink(request, response, watch);
    this.source = source(request, around.clients());
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String path() {
    String path = request.getHttpURI().getPath();
    return path == null ? "" : path;
  }

  @Override
  public String query() {
    String query = request.getHttpURI().getQuery();
    return query == null ? "" : query;
  }

  @Override
  public Headers headers() {
    return new FieldsView(request.getHeaders());
  }

  private static ForwardedClient.Source source(Request request, ForwardedClient clients) {
    SocketAddress address = request.getConnectionMetaData().getRemoteSocketAddress();
    if (address instanceof InetSocketAddress inet && inet.getAddress() != null) {
      return clients.source(
          inet.getAddress(), new FieldsView(request.getHeaders()), request.isSecure());
    }
    return new ForwardedClient.Source("", false, false);
  }

  @Override
  public String peer() {
    return source.address();
  }

  @Override
  public boolean local() {
    return source.local();
  }

  @Override
  public boolean secure() {
    return source.secure();
  }

  @Override
  public boolean wantsWebSocket() {
    return sink.isHttp1()
        && request.getHeaders().contains(HttpHeader.UPGRADE, "websocket")
        && request.getHeaders().contains(HttpHeader.CONNECTION, HttpHeaderValue.UPGRADE.asString());
  }

  @Override
  public boolean accept(SocketEnd end, String protocol, Headers fields) throws ClientGone {
    watch.end(); // from here on the end itself sees to it
    upgraded = around.door().open(request, response, callback, end, protocol, fields);
    return upgraded;
  }

  /** Whether the connection is a WebSocket now, and the request's callback not ours any more. */
  boolean upgraded() {
    return upgraded;
  }

  @Override
  public byte[] body(long limit) throws ClientGone {
    long announced = request.getLength();
    if (announced > Math.min(limit, LARGEST_ARRAY)) {
      throw RequestProblem.REQUEST_TOO_LARGE.exception(limit);
    }
    if (announced == 0) {
      return NOTHING;
    }
    byte[] bytes = new byte[announced > 0 ? (int) announced : FIRST_GUESS];
    var wait = new BlockingCallback();
    long end = System.nanoTime() + around.bodyTime().toNanos();
    int length = 0;
    while (true) {
      Content.Chunk chunk = nextChunk(wait, length, end);
      int count = chunk.remaining();
      if (length + (long) count > limit) {
        chunk.release();
        throw RequestProblem.REQUEST_TOO_LARGE.exception(limit);
      }
      if (length + count > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(length + count, bytes.length * 2));
      }
      ByteBuffer piece = chunk.getByteBuffer();
      piece.get(bytes, length, count);
      length += count;
      boolean last = chunk.isLast();
      chunk.release();
      if (last) {
        bodyRead = true;
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
      }
    }
  }

  private Content.Chunk nextChunk(BlockingCallback wait, int length, long end) throws ClientGone {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(wait.begin()::succeeded);
        if (!wait.awaitUntil(end)) {
          stalled = true; // with a demand pending Jetty closes the connection
          throw RequestProblem.REQUEST_TOO_SLOW.exception(length, around.bodyTime().toSeconds());
        }
      } else if (Content.Chunk.isFailure(chunk)) {
        throw explain(chunk.getFailure(), length);
      } else {
        return chunk;
      }
    }
  }

  /**
   * Takes what a client of HTTP/1.1 still sends although it is answered already. To close on it
   * would reset the connection, and the answer with it, before the client has read it.
   */
  void takeRest() {
    boolean awaitsLeave = request.getHeaders().contains(HttpHeader.EXPECT);
    if (bodyRead || stalled || awaitsLeave || request.getLength() == 0 || !sink.isHttp1()) {
      return;
    }
    long end = System.nanoTime() + REST_WAIT.toNanos();
    long taken = 0;
    var wait = new BlockingCallback();
    while (taken < REST_BYTES) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(wait.begin()::succeeded);
        if (!wait.awaitUntil(end)) {
          return; // with a demand pending Jetty closes the connection
        }
        continue;
      }
      taken += chunk.remaining();
      boolean over = chunk.isLast() || Content.Chunk.isFailure(chunk);
      chunk.release();
      if (over) {
        return;
      }
    }
  }

  private static ClientGone explain(Throwable failure, int length) {
    if (failure instanceof EofException || failure instanceof TimeoutException) {
      throw RequestProblem.REQUEST_TRUNCATED.exception(length);
    }
    if (failure instanceof HttpException bad) {
      throw RequestProblem.REQUEST_BAD_HTTP.exception(bad.getReason());
    }
    return new ClientGone("the client left while it sent the request", failure);
  }

  @Override
  public ReplySink sink() {
    return sink;
  }

  /** How many header fields came. */
  int fieldCount() {
    return request.getHeaders().size();
  }

  JettyReplySink jettySink() {
    return sink;
  }

  @Override
  public Watch onClientGone(Runnable action) {
    return watch.add(action);
  }

  /** Breaks the exchange off from outside: its client is told, and so is whoever serves it. */
  void cut() {
    watch.clientGone();
    sink.cut();
  }

  /** The connection may be used for another request. */
  void release() {
    watch.release();
  }

  /** Nothing is watched any more. */
  void end() {
    watch.end();
  }
}
