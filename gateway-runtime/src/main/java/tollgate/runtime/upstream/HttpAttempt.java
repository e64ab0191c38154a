package tollgate.runtime.upstream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;

/**
 * A try over HTTP. Jetty's callbacks run on the selector thread without a detour: they note what
 * happened, take what has come and wake the call's thread, which finds the bytes where Jetty read
 * them to. Reading ahead there, by {@value #MOST_AHEAD} reads at most, halves the system calls of
 * an event: a demand from another thread has to wake the selector each time.
 *
 * <p>Jetty lets a reply be read and aborted by two threads at once only if they do not meet within
 * it. {@link #inside} keeps them apart; nothing blocks while it is held, and the selector thread
 * never waits for it: what it cannot take it leaves to the call's thread.
 */
final class HttpAttempt extends Attempt {

  private static final int MOST_AHEAD = 2;

  /** The status of a proxy that does not know who asks (RFC 9110, 15.5.8). */
  private static final int PROXY_REFUSES = 407;

  private final Thread owner = Thread.currentThread();
  private final ReentrantLock inside = new ReentrantLock();
  private final Invocable.Task wake =
      Invocable.from(Invocable.InvocationType.NON_BLOCKING, this::bytesCame);
  private final ClientLease<JettyClient> lease;
  private final TargetRequest request;
  private final Queue<Content.Chunk> ahead = new ConcurrentLinkedQueue<>();

  /** Jetty has said that there is something to read, and nobody has read it. */
  private volatile boolean bytesWaiting;

  // Guarded by inside.
  private boolean demanded;
  private boolean nothingMore;
  private @Nullable Throwable brokenBy;

  private volatile @Nullable UpstreamEndPoint connection;

  /** Which of the connection's requests this is. */
  private volatile int number;

  private volatile boolean begun;
  private volatile boolean requestSent;
  private volatile boolean complete;
  private volatile @Nullable Throwable failure;
  private volatile @Nullable Response response;
  private volatile Content.@Nullable Source source;

  private Content.@Nullable Chunk chunk;
  private boolean readAny;
  private volatile boolean ended;

  /**
   * @param lease what keeps the request's client open; given back when the try is closed
   */
  HttpAttempt(
      ClientLease<JettyClient> lease, TargetRequest request, Deadlines deadlines, long totalEnd) {
    super(deadlines, totalEnd);
    this.lease = lease;
    this.request = request;
  }

  @Override
  void send() throws UpstreamFailure {
    request.onRequestBegin(this::begin);
    request.onRequestSuccess(this::sent);
    request.onResponseContentSource(this::headCame);
    waitFor(UpstreamTimeout.Kind.CONNECT);
    inside.lock();
    try {
      throwIfGivenUp();
      request.send(this::completed);
    } finally {
      inside.unlock();
    }
    while (source == null) {
      Throwable broken = failure;
      if (broken != null) {
        throw explain(broken);
      }
      rest();
    }
    waitOver();
    if (cameOrThrow().getStatus() == PROXY_REFUSES && request.isReadByProxy()) {
      throw new UpstreamUnreachable(
          FailureCause.REFUSED + request.via() + " (407)", new IOException("proxy"));
    }
  }

  private void begin(Request sending) {
    if (sending.getConnection() instanceof Connection http1
        && http1.getEndPoint() instanceof UpstreamEndPoint own) {
      number = own.requestBegins();
      connection = own;
    }
    begun = true;
    waitFor(UpstreamTimeout.Kind.HEAD);
  }

  private void sent(Request whole) {
    requestSent = true;
    if (whole.getBody() instanceof SlicedBody body) {
      body.release();
    }
  }

  /** Not called for interim replies. */
  private void headCame(Response head, Content.Source body) {
    response = head;
    source = body;
    readAhead();
    LockSupport.unpark(owner);
  }

  private void bytesCame() {
    bytesWaiting = true;
    readAhead();
    LockSupport.unpark(owner);
  }

  private void readAhead() {
    boolean nested = inside.isHeldByCurrentThread();
    if (!nested && inside.tryLock()) {
      try {
        take();
      } finally {
        inside.unlock();
      }
    }
  }

  /**
   * Takes what there is, as far as there is room, and demands more. To demand first and read then
   * costs one system call less than the other way round when there is nothing yet, and none more
   * when there is.
   */
  private void take() {
    Content.Source body = source;
    while (body != null && ahead.size() < MOST_AHEAD && !nothingMore && reason() == null) {
      if (!demanded) {
        demanded = true;
        body.demand(wake);
      }
      if (!bytesWaiting) {
        return;
      }
      bytesWaiting = false;
      demanded = false;
      keep(body.read());
    }
  }

  /** Nothing comes when Jetty woke us for nothing, as it does with TLS at times. */
  private void keep(Content.@Nullable Chunk came) {
    if (came == null) {
      return;
    }
    if (Content.Chunk.isFailure(came)) {
      nothingMore = true;
      brokenBy = came.getFailure();
    } else if (came.isLast() || came.hasRemaining()) {
      nothingMore = came.isLast();
      ahead.add(came);
    } else {
      came.release();
    }
  }

  private void completed(Result result) {
    complete = true;
    UpstreamEndPoint used = connection;
    if (used != null) {
      used.requestEnds(number);
    }
    if (result.isFailed()) {
      failure = result.getFailure();
      LockSupport.unpark(owner);
    }
  }

  /** Waits for something to happen; an interrupt gives up. */
  private void rest() throws UpstreamFailure {
    throwIfGivenUp();
    LockSupport.park(this);
    if (Thread.currentThread().isInterrupted()) {
      giveUp(new Cancelled());
    }
    throwIfGivenUp();
  }

  @Override
  public ReplyHead head() {
    Response came = cameOrThrow();
    return new ReplyHead(came.getStatus(), new FieldsView(came.getHeaders()));
  }

  private Response cameOrThrow() {
    Response came = response;
    if (came == null) {
      throw new IllegalStateException("no head has come yet");
    }
    return came;
  }

  @Override
  public @Nullable ByteBuffer read() throws UpstreamFailure {
    release();
    if (ended) {
      return null;
    }
    waitFor(readAny ? UpstreamTimeout.Kind.IDLE : UpstreamTimeout.Kind.FIRST_BYTE);
    Content.Chunk next = nextChunk();
    waitOver();
    if (next.isLast() && !next.hasRemaining()) {
      ended = true;
      next.release();
      return null;
    }
    readAny = true;
    chunk = next;
    ended = next.isLast();
    return next.getByteBuffer();
  }

  /** The next chunk with bytes in it, or the last. */
  private Content.Chunk nextChunk() throws UpstreamFailure {
    throwIfGivenUp();
    Content.Chunk next = ahead.poll();
    while (next == null) {
      next = takenHere();
      if (next == null) {
        rest();
        next = ahead.poll();
      }
    }
    return next;
  }

  /** Takes what the selector thread left, or finds that nothing is there yet. */
  private Content.@Nullable Chunk takenHere() throws UpstreamFailure {
    inside.lock();
    try {
      take();
      Content.Chunk next = ahead.poll();
      if (next == null && brokenBy != null) {
        throw explain(brokenBy);
      }
      return next;
    } finally {
      inside.unlock();
    }
  }

  @Override
  public Headers trailers() {
    HttpFields fields = ended ? cameOrThrow().getTrailers() : null;
    return fields == null ? Headers.none() : new FieldsView(fields);
  }

  @Override
  void breakOff(UpstreamFailure why) {
    abort(why);
    LockSupport.unpark(owner);
  }

  @Override
  public void close() {
    boolean wasRead = ended && requestSent; // Jetty is about to keep the connection
    if (!complete && !wasRead) {
      abort(new Cancelled()); // also after an early reply: the rest of the request is not wanted
    }
    releaseAhead();
    lease.close();
    if (Thread.currentThread() == owner) {
      release();
    }
  }

  private void releaseAhead() {
    inside.lock();
    try {
      nothingMore = true;
      brokenBy = brokenBy == null ? new Cancelled() : brokenBy;
      for (Content.Chunk next = ahead.poll(); next != null; next = ahead.poll()) {
        next.release();
      }
    } finally {
      inside.unlock();
    }
  }

  private void abort(UpstreamFailure why) {
    inside.lock();
    try {
      var _ = request.abort(why); // whether it came in time does not matter
    } finally {
      inside.unlock();
    }
  }

  private void release() {
    if (chunk != null) {
      chunk.release();
      chunk = null;
    }
  }

  private UpstreamFailure explain(Throwable cause) {
    UpstreamFailure why = reason();
    if (why != null) {
      return why;
    }
    return FailureCause.of(cause).explain(begun, source != null, request.via());
  }

  @Override
  boolean begun() {
    return begun;
  }

  @Override
  boolean nothingReceived() {
    Throwable cause = failure;
    if (cause == null || source != null || reason() != null) {
      return false;
    }
    UpstreamEndPoint used = connection;
    boolean kept = used != null && used.reused() && (!used.touched() || isPartlyWritten());
    return kept || FailureCause.of(cause).notProcessed();
  }

  /** Whether something of the body was certainly never given to the connection. */
  private boolean isPartlyWritten() {
    return request.getBody() instanceof SlicedBody body && !body.isHandedOver();
  }
}
