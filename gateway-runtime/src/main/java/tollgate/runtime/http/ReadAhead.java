package tollgate.runtime.http;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ReadPendingException;
import java.nio.channels.WritePendingException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A connection's endpoint that can tell, while a request is being served and nobody reads, that the
 * client has gone: it reads ahead, keeps what it finds for whoever reads next, and runs an action
 * at the end of the stream. Jetty by itself notices only at the next write.
 *
 * <p>With the real endpoint only one callback is ever registered, {@link #mux}. The connection's
 * own callback and the action wait here, and under one lock it is decided who an event is for. The
 * connection may take over while the watch is registered; Jetty has then already asked how the
 * callback wants to be run and would run a whole request on its selector thread, hence {@link
 * #handOver}.
 *
 * <p>It also sees when a request begins, by its first bytes, and lets it take only so long to say
 * what it wants. A connection that is silent between requests has the idle time-out to fear alone.
 *
 * <p>At most {@link #SIDE_BYTES} are read ahead. A client that pipelines more than that and then
 * leaves is noticed at the next write. A client that closes only its sending side looks gone, too.
 */
final class ReadAhead implements EndPoint, EndPoint.Wrapper {

  /** Enough for the requests a client may pipeline; less was seen to hide the end behind them. */
  static final int SIDE_BYTES = 32 * 1024;

  private final EndPoint endPoint;
  private final Executor executor;
  private final HeadClock clock;
  private final Callback mux = new Mux();
  private final ReentrantLock lock = new ReentrantLock();

  // All guarded by the lock.
  private @Nullable Callback reader;
  private @Nullable Runnable onGone;
  private @Nullable ByteBuffer side;
  private boolean registered;
  private boolean handOver;
  private boolean ended;

  /** Whether bytes came of a request that nobody serves yet. */
  private boolean begun;

  /** Whether what comes belongs to a request that is being served, or to no request at all. */
  private boolean served;

  private Scheduler.@Nullable Task due;

  /**
   * Reads from an endpoint.
   *
   * @param executor runs what must not run on the selector: virtual threads
   * @param clock ends connections whose requests take too long to begin
   */
  ReadAhead(EndPoint endPoint, Executor executor, HeadClock clock) {
    this.endPoint = endPoint;
    this.executor = executor;
    this.clock = clock;
  }

  /** A request's head is there: what comes until {@link #requestEnds} is its body. */
  void requestBegins() {
    lock.lock();
    try {
      served = true;
      stopClock();
    } finally {
      lock.unlock();
    }
  }

  /** What comes from now on is another request. */
  void requestEnds() {
    lock.lock();
    try {
      served = false;
      begun = false;
    } finally {
      lock.unlock();
    }
  }

  /** Nothing comes any more: the clock need not keep this until its time is over. */
  void connectionEnds() {
    lock.lock();
    try {
      served = true; // or a late reader would start the clock again
      stopClock();
    } finally {
      lock.unlock();
    }
  }

  private void stopClock() {
    if (due != null) {
      due.cancel();
      due = null;
    }
  }

  /** Runs an action, which must not block, as soon as the client is seen to be gone. */
  void watch(Runnable action) {
    Runnable due = null;
    lock.lock();
    try {
      onGone = action;
      if (ended) {
        due = takeOnGone();
      } else if (!registered && sideHasRoom()) {
        register();
      }
    } finally {
      lock.unlock();
    }
    if (due != null) {
      due.run();
    }
  }

  /** Ends the watch. What was read ahead stays for the connection. */
  void unwatch() {
    lock.lock();
    try {
      onGone = null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean tryFillInterested(Callback callback) {
    lock.lock();
    try {
      if (reader != null) {
        return false;
      }
      if (ended || BufferUtil.hasContent(side)) {
        executor.execute(callback::succeeded);
        return true;
      }
      reader = callback;
      if (begun && !served && due == null) {
        due = clock.start(endPoint);
      }
      if (registered) {
        handOver = true;
      } else {
        register();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void fillInterested(Callback callback) {
    if (!tryFillInterested(callback)) {
      throw new ReadPendingException();
    }
  }

  @Override
  public boolean isFillInterested() {
    lock.lock();
    try {
      return reader != null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    lock.lock();
    try {
      ByteBuffer kept = side;
      if (kept != null && kept.hasRemaining()) {
        int count = BufferUtil.append(buffer, kept);
        if (!kept.hasRemaining()) {
          side = null;
        }
        begun = true;
        return count;
      }
      int count = endPoint.fill(buffer);
      begun |= count > 0;
      return count;
    } finally {
      lock.unlock();
    }
  }

  private void register() {
    handOver = false;
    registered = true;
    endPoint.fillInterested(mux);
  }

  /** The one callback came back: failed with a cause, or there is something to read. */
  private void fired(@Nullable Throwable failure) {
    Callback due = null;
    Runnable gone = null;
    boolean elsewhere;
    lock.lock();
    try {
      registered = false;
      elsewhere = handOver;
      handOver = false;
      if (reader != null) {
        due = reader;
        reader = null;
      } else if (onGone != null) {
        gone = failure == null ? readAside() : takeOnGone();
      }
    } finally {
      lock.unlock();
    }
    if (due != null) {
      Callback callback = due;
      Runnable task = failure == null ? callback::succeeded : () -> callback.failed(failure);
      if (elsewhere) {
        executor.execute(task);
      } else {
        task.run();
      }
    } else if (gone != null) {
      gone.run();
    }
  }

  /** Reads into the side buffer; gives the action when there is nothing more to come. */
  private @Nullable Runnable readAside() {
    if (side == null) {
      side = BufferUtil.allocate(SIDE_BYTES);
    }
    int count;
    try {
      count = endPoint.fill(side);
    } catch (IOException broken) {
      count = -1; // reset: whoever reads next meets the same exception
    }
    if (!side.hasRemaining()) {
      side = null;
    }
    if (count < 0) {
      ended = true;
      return takeOnGone();
    }
    if (sideHasRoom()) {
      register();
    }
    return null;
  }

  private @Nullable Runnable takeOnGone() {
    Runnable action = onGone;
    onGone = null;
    return action;
  }

  private boolean sideHasRoom() {
    return side == null || BufferUtil.space(side) > 0;
  }

  private final class Mux implements Callback {
    @Override
    public void succeeded() {
      fired(null);
    }

    @Override
    public void failed(Throwable failure) {
      fired(failure);
    }

    @Override
    public InvocationType getInvocationType() {
      lock.lock();
      try {
        return reader == null || handOver
            ? InvocationType.NON_BLOCKING
            : reader.getInvocationType();
      } finally {
        lock.unlock();
      }
    }
  }

  // From here on everything is the real endpoint's. The upstream's leg has the same lines: the two
  // rooms that know Jetty know nothing of each other, and a third for this would hold no thought.

  @Override
  public EndPoint unwrap() {
    return endPoint;
  }

  @Override
  public @Nullable SocketAddress getLocalSocketAddress() {
    return endPoint.getLocalSocketAddress();
  }

  @Override
  public @Nullable SocketAddress getRemoteSocketAddress() {
    return endPoint.getRemoteSocketAddress();
  }

  @Override
  public boolean isOpen() {
    return endPoint.isOpen();
  }

  @Override
  public long getCreatedTimeStamp() {
    return endPoint.getCreatedTimeStamp();
  }

  @Override
  public void shutdownOutput() {
    endPoint.shutdownOutput();
  }

  @Override
  public boolean isOutputShutdown() {
    return endPoint.isOutputShutdown();
  }

  @Override
  public boolean isInputShutdown() {
    return endPoint.isInputShutdown();
  }

  @Override
  public void close(@Nullable Throwable cause) {
    endPoint.close(cause);
  }

  @Override
  public boolean flush(ByteBuffer... buffers) throws IOException {
    return endPoint.flush(buffers);
  }

  @Override
  public void write(Callback callback, ByteBuffer... buffers) throws WritePendingException {
    endPoint.write(callback, buffers);
  }

  @Override
  public @Nullable Callback cancelWrite(Throwable cause) {
    return endPoint.cancelWrite(cause);
  }

  @Override
  public Object getTransport() {
    return endPoint.getTransport();
  }

  @Override
  public long getIdleTimeout() {
    return endPoint.getIdleTimeout();
  }

  @Override
  public void setIdleTimeout(long idleTimeout) {
    endPoint.setIdleTimeout(idleTimeout);
  }

  @Override
  public @Nullable Connection getConnection() {
    return endPoint.getConnection();
  }

  @Override
  public void setConnection(Connection connection) {
    endPoint.setConnection(connection);
  }

  @Override
  public void onOpen() {
    endPoint.onOpen();
  }

  @Override
  public void onClose(@Nullable Throwable cause) {
    endPoint.onClose(cause);
  }

  @Override
  public void upgrade(Connection newConnection) {
    requestBegins(); // and never ends: what comes from now on are frames
    endPoint.upgrade(newConnection);
  }

  @Override
  public @Nullable SslSessionData getSslSessionData() {
    return endPoint.getSslSessionData();
  }

  @Override
  public String toString() {
    return "ReadAhead[" + endPoint + "]";
  }
}
