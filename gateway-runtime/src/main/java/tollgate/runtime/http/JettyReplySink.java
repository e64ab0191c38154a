package tollgate.runtime.http;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.jspecify.annotations.Nullable;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.runtime.wire.ClientGone;
import tollgate.runtime.wire.ReplySink;

/**
 * The client's leg of one exchange on Jetty: every write goes to the network at once. The length
 * the head announces is kept; without one Jetty sends chunks.
 */
final class JettyReplySink implements ReplySink {

  private final Request request;
  private final Response response;
  private final ClientWatch watch;
  private final BlockingCallback callback = new BlockingCallback();
  private @Nullable Headers trailers;
  private boolean headSet;
  private boolean headSent;
  private boolean ended;
  private volatile boolean aborted;

  JettyReplySink(Request request, Response response, ClientWatch watch) {
    this.request = request;
    this.response = response;
    this.watch = watch;
  }

  @Override
  public void head(ReplyHead head) {
    if (committed()) {
      throw new IllegalStateException("the head has left already");
    }
    response.setStatus(head.status());
    HttpFields.Mutable fields = response.getHeaders();
    fields.clear();
    head.headers().forEach(fields::add);
    if (!fields.contains(HttpHeader.DATE)) {
      fields.put(request.getConnectionMetaData().getConnector().getServer().getDateField());
    }
    headSet = true;
  }

  @Override
  public void write(ByteBuffer bytes) throws ClientGone {
    send(false, bytes);
  }

  @Override
  public void end(Headers fields) throws ClientGone {
    trailers = fields;
    // From here on the client may leave as it likes; its next request must not be taken for a sign.
    watch.end();
    send(true, BufferUtil.EMPTY_BUFFER);
    ended = true;
  }

  private void send(boolean last, ByteBuffer bytes) throws ClientGone {
    if (!headSet) {
      throw new IllegalStateException("a reply begins with its head");
    }
    if (aborted) {
      throw new ClientGone("the reply was broken off", new IOException("aborted"));
    }
    if (!headSent) {
      headSent = true;
      frame(response.getHeaders());
    }
    response.write(last, bytes, callback.begin());
    Throwable failure = callback.await();
    if (failure != null) {
      throw new ClientGone("the client does not take the reply", failure);
    }
  }

  /** Sees to it that the end of the body can be told from a broken connection. */
  private void frame(HttpFields.Mutable fields) {
    if (fields.contains(HttpHeader.CONTENT_LENGTH)) {
      return;
    }
    response.setTrailersSupplier(this::trailerFields);
    boolean mayHaveBody = !HttpStatus.hasNoBody(response.getStatus()) && !isHead();
    if (version() == HttpVersion.HTTP_1_1 && mayHaveBody) {
      // Said aloud, because for a client that wants the connection closed Jetty would not chunk.
      fields.put(HttpHeader.TRANSFER_ENCODING, HttpHeaderValue.CHUNKED);
    }
  }

  private boolean isHead() {
    return HttpMethod.HEAD.is(request.getMethod());
  }

  private @Nullable HttpFields trailerFields() {
    Headers last = trailers;
    if (last == null) {
      return null;
    }
    HttpFields.Mutable fields = HttpFields.build();
    last.forEach(fields::add);
    return fields.size() == 0 ? null : fields;
  }

  @Override
  public void abort() {
    if (ended || aborted) {
      return;
    }
    aborted = true;
    watch.end();
    if (isHttp1()) {
      makeCloseVisible();
      endPoint().close();
    } // a stream of HTTP/2 is reset by GatewayHandler, when the service has returned
  }

  /** Cuts the connection under a reply that another thread may be writing. */
  void cut() {
    aborted = true;
    endPoint().close();
  }

  /**
   * To a client of HTTP/1.0, which knows no chunks, a plain close looks like the end of the body:
   * then the connection is reset.
   */
  private void makeCloseVisible() {
    if (version() == HttpVersion.HTTP_1_0 && endPoint().getTransport() instanceof SocketChannel s) {
      try {
        s.setOption(StandardSocketOptions.SO_LINGER, 0);
      } catch (IOException closed) {
        aborted = true; // closed already: nothing is left that could be misread
      }
    }
  }

  boolean isHttp1() {
    return version().getVersion() < HttpVersion.HTTP_2.getVersion();
  }

  private HttpVersion version() {
    return request.getConnectionMetaData().getHttpVersion();
  }

  private EndPoint endPoint() {
    return request.getConnectionMetaData().getConnection().getEndPoint();
  }

  @Override
  public boolean committed() {
    return headSent || response.isCommitted();
  }

  boolean ended() {
    return ended;
  }

  boolean aborted() {
    return aborted;
  }
}
