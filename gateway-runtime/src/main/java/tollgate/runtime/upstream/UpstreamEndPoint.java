package tollgate.runtime.upstream;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.WritePendingException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 connection's endpoint that mends two things a gateway cannot live with.
 *
 * <p>A kept connection may have been closed by the upstream a moment ago. Before the first byte of
 * a further request is written, the end is looked for; found, nothing of the request has left and
 * it can go to another connection, whatever its method.
 *
 * <p>An upstream may answer before it has read the whole request (401, 413) and close. Jetty would
 * take the failed write for the end of everything; here it is held back until the connection is
 * closed: after the reply has been read, or when reading fails as well.
 */
final class UpstreamEndPoint implements EndPoint, EndPoint.Wrapper {

  private final EndPoint endPoint;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private @Nullable Callback failedWrite;
  private @Nullable Throwable writeFailure;
  private boolean closed;

  private volatile boolean used;
  private volatile boolean reused;
  private volatile boolean touched;
  private volatile long unusedSince = System.nanoTime();

  /** The number of the request that has the connection; 0 for none. */
  private final AtomicInteger inUse = new AtomicInteger();

  private int requests;

  /** A proxy has opened a tunnel: from then on whoever speaks within it knows what is in use. */
  private volatile boolean tunnel;

  UpstreamEndPoint(EndPoint endPoint) {
    this.endPoint = endPoint;
  }

  /** A request takes the connection; gives its number. */
  int requestBegins() {
    int number = ++requests;
    inUse.set(number);
    touched = false;
    reused = used;
    used = true;
    return number;
  }

  /**
   * A request is over. Jetty hands a connection to the next request before it tells of the end of
   * the one before: the next one's use is not ended by that.
   */
  void requestEnds(int number) {
    unusedSince = System.nanoTime();
    inUse.compareAndSet(number, 0);
  }

  /** Whether the connection has carried a request before this one. */
  boolean reused() {
    return reused;
  }

  /** Whether anything of the present request may have left. */
  boolean touched() {
    return touched;
  }

  /** Closes the connection if it has been out of use for so long. */
  void closeIfUnused(long now, long limitNanos) {
    Connection connection = endPoint.getConnection();
    if (inUse.get() == 0 && !tunnel && now - unusedSince >= limitNanos && connection != null) {
      connection.close(); // a request that takes it in this moment finds it untouched and closed
    }
  }

  @Override
  public void write(Callback callback, ByteBuffer... buffers) throws WritePendingException {
    if (tunnel) {
      endPoint.write(callback, buffers);
      return;
    }
    if (!touched) {
      if (reused && upstreamHasClosed()) {
        callback.failed(new IOException("the upstream has closed the connection"));
        return;
      }
      touched = true;
    }
    endPoint.write(new Held(callback), buffers);
  }

  /** Whether the end is there already, or something nobody asked for. */
  private boolean upstreamHasClosed() {
    try {
      return endPoint.fill(BufferUtil.allocate(1)) != 0;
    } catch (IOException broken) {
      return true;
    }
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    return endPoint.fill(buffer);
  }

  private void releaseFailedWrite() {
    Callback callback;
    Throwable failure;
    lock.lock();
    try {
      closed = true;
      callback = failedWrite;
      failure = writeFailure;
      failedWrite = null;
    } finally {
      lock.unlock();
    }
    if (callback != null && failure != null) {
      callback.failed(failure);
    }
  }

  /** The callback of a write; its failure waits for the reply. */
  private final class Held implements Callback {
    private final Callback callback;

    Held(Callback callback) {
      this.callback = callback;
    }

    @Override
    public void succeeded() {
      callback.succeeded();
    }

    @Override
    public void failed(Throwable failure) {
      lock.lock();
      try {
        if (!closed && failure instanceof EofException) { // not a failed handshake, for example
          failedWrite = callback;
          writeFailure = failure;
          return;
        }
      } finally {
        lock.unlock();
      }
      callback.failed(failure);
    }

    @Override
    public InvocationType getInvocationType() {
      return callback.getInvocationType();
    }
  }

  @Override
  public void close(@Nullable Throwable cause) {
    endPoint.close(cause);
    releaseFailedWrite();
  }

  // From here on everything is the real endpoint's; why the client's leg has the same lines stands
  // there.

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
  public boolean flush(ByteBuffer... buffers) throws IOException {
    return endPoint.flush(buffers);
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
  public void fillInterested(Callback callback) {
    endPoint.fillInterested(callback);
  }

  @Override
  public boolean tryFillInterested(Callback callback) {
    return endPoint.tryFillInterested(callback);
  }

  @Override
  public boolean isFillInterested() {
    return endPoint.isFillInterested();
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
    tunnel = true;
    endPoint.upgrade(newConnection);
  }

  @Override
  public @Nullable SslSessionData getSslSessionData() {
    return endPoint.getSslSessionData();
  }

  @Override
  public String toString() {
    return "UpstreamEndPoint[" + endPoint + "]";
  }
}
