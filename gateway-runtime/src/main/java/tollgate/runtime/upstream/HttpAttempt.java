package tollgate.runtime.upstream;

import java.nio.ByteBuffer;
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
 * A try over HTTP. Jetty's callbacks only note what happened and wake the call's thread, so they
 * run on the selector thread without a detour; the call's thread takes the bytes where Jetty read
 * them to.
 *
 * <p>Jetty lets a reply be read and aborted by two threads at once only if they do not meet within
 * it. {@link #inside} keeps them apart; nothing blocks while it is held.
 */
final class HttpAttempt extends Attempt {

  private final Thread owner = Thread.currentThread();
  private final ReentrantLock inside = new ReentrantLock();
  private final Invocable.Task wake =
      Invocable.from(Invocable.InvocationType.NON_BLOCKING, this::bytesCame);
  private final TargetRequest request;

  private volatile boolean bytesWaiting;
  private volatile @Nullable UpstreamEndPoint connection;
  private volatile boolean begun;
  private volatile boolean requestSent;
  private volatile boolean complete;
  private volatile @Nullable Throwable failure;
  private volatile @Nullable Response response;
  private volatile Content.@Nullable Source source;

  private Content.@Nullable Chunk chunk;
  private boolean readAny;
  private volatile boolean ended;

  HttpAttempt(TargetRequest request, Deadlines deadlines, long totalEnd) {
    super(deadlines, totalEnd);
    this.request = request;
  }

  @Override
  void send() throws UpstreamFailure {
    request.onRequestBegin(this::begin);
    request.onRequestSuccess(sent -> requestSent = true);
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
  }

  private void begin(Request sending) {
    if (sending.getConnection() instanceof Connection http1
        && http1.getEndPoint() instanceof UpstreamEndPoint own) {
      own.requestBegins();
      connection = own;
    }
    begun = true;
    waitFor(UpstreamTimeout.Kind.HEAD);
  }

  /** Not called for interim replies. */
  private void headCame(Response head, Content.Source body) {
    response = head;
    source = body;
    LockSupport.unpark(owner);
  }

  private void bytesCame() {
    bytesWaiting = true;
    LockSupport.unpark(owner);
  }

  private void completed(Result result) {
    complete = true;
    UpstreamEndPoint used = connection;
    if (used != null) {
      used.requestEnds();
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
    while (true) {
      Content.Chunk next = demanded();
      if (next == null) {
        continue; // woken for nothing, as TLS does at times: demand again
      }
      if (Content.Chunk.isFailure(next)) {
        throw explain(next.getFailure());
      }
      if (next.hasRemaining() || next.isLast()) {
        return next;
      }
      next.release();
    }
  }

  /**
   * Demands a chunk, waits and takes it. To demand first and read then costs one system call less
   * than the other way round when there is nothing yet, and none more when there is.
   */
  private Content.@Nullable Chunk demanded() throws UpstreamFailure {
    Content.Source body = source;
    if (body == null) {
      throw new IllegalStateException("nothing was sent yet");
    }
    inside.lock();
    try {
      throwIfGivenUp();
      bytesWaiting = false;
      body.demand(wake);
      if (bytesWaiting) {
        return body.read();
      }
    } finally {
      inside.unlock();
    }
    while (!bytesWaiting) {
      rest();
    }
    inside.lock();
    try {
      throwIfGivenUp();
      return body.read();
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
    if (Thread.currentThread() == owner) {
      release();
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
    return FailureCause.of(cause).explain(begun, source != null);
  }

  @Override
  boolean nothingReceived() {
    Throwable cause = failure;
    if (cause == null || source != null || reason() != null) {
      return false;
    }
    UpstreamEndPoint used = connection;
    boolean kept = used != null && used.reused() && (!used.touched() || !requestSent);
    return kept || FailureCause.of(cause).notProcessed();
  }
}
