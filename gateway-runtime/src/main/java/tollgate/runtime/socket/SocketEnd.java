package tollgate.runtime.socket;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;

/**
 * One end of a connection. Jetty calls the {@link #handler}, on threads that must not be kept; one
 * thread of ours, the same for both ends, uses the rest. Pings are answered here. Nothing is read
 * before {@link #begin}, and no frame beyond what fits, so a slow reader slows the sender down.
 */
public abstract sealed class SocketEnd permits MessageEnd, PieceEnd {

  /** How long the other side may take to answer a close frame. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final Bell bell;
  private final Duration patience;
  private final FrameHandler handler = new Ear();

  // Guarded by this.
  private final Queue<Heard> heard = new ArrayDeque<>();
  private Optional<CoreSession> session = Optional.empty();
  private boolean demanded;
  private boolean leaving;
  private Optional<Farewell> farewell = Optional.empty();

  SocketEnd(Bell bell, Duration patience) {
    this.bell = bell;
    this.patience = patience;
  }

  /** What Jetty talks to. */
  public final FrameHandler handler() {
    return handler;
  }

  /** Whether the connection stands, or stood once. */
  public final synchronized boolean opened() {
    return session.isPresent();
  }

  /** How the other side ended the connection, known before all that came before it is taken. */
  public final synchronized Optional<Farewell> farewell() {
    return farewell;
  }

  /** Asks for the first frame. */
  public final void begin() {
    demand();
  }

  /** The next thing heard, if there is one. */
  public final Optional<Heard> poll() {
    Optional<Heard> next;
    synchronized (this) {
      next = Optional.ofNullable(heard.poll());
    }
    next.ifPresent(this::taken);
    return next;
  }

  /**
   * Sends a frame and waits until the network has taken it.
   *
   * @throws SocketGone when it does not any more, or not in time
   */
  public final void send(boolean text, boolean first, boolean last, ByteBuffer bytes)
      throws SocketGone {
    byte kind = first ? text ? OpCode.TEXT : OpCode.BINARY : OpCode.CONTINUATION;
    var sent = new Sent();
    open().sendFrame(new Frame(kind, last, bytes), sent, false);
    sent.await(patience, this::abort);
  }

  /** Says farewell and drops whatever still comes. Never blocks, and does nothing a second time. */
  public final void close(Farewell farewell) {
    Optional<CoreSession> open;
    synchronized (this) {
      if (leaving) {
        return;
      }
      leaving = true;
      open = session;
    }
    drop();
    open.filter(connection -> !connection.isClosed())
        .ifPresent(connection -> close(connection, farewell));
  }

  private static void close(CoreSession connection, Farewell farewell) {
    connection.setIdleTimeout(LAST_WORDS);
    if (farewell.isEmpty()) {
      connection.close(Callback.NOOP);
    } else if (farewell.isSendable()) {
      connection.close(farewell.code(), farewell.reason(), Callback.NOOP);
    } else {
      Farewell failed = Farewell.failed(farewell.reason());
      connection.close(failed.code(), failed.reason(), Callback.NOOP);
    }
  }

  /** Ends the connection without a word. Never blocks. */
  public final void abort() {
    Optional<CoreSession> open;
    synchronized (this) {
      leaving = true;
      open = session;
    }
    open.ifPresent(CoreSession::abort);
  }

  /** A data frame has come. */
  abstract void data(Frame frame, Callback callback);

  /** Something was taken, and its place is free. */
  void taken(Heard something) {}

  /** Gives back what waits to be taken, so that the other side's close frame can come. */
  abstract void drop();

  /** Keeps something for the thread that serves. */
  final void tell(Heard something) {
    synchronized (this) {
      if (farewell.isPresent()) {
        return;
      }
      if (something instanceof Heard.Closed(var said)) {
        farewell = Optional.of(said);
      }
      heard.add(something);
    }
    bell.ring();
  }

  final synchronized void forget() {
    heard.removeIf(something -> !(something instanceof Heard.Closed));
  }

  final synchronized boolean isLeaving() {
    return leaving;
  }

  /** Asks for one further frame unless that was done already. */
  final void demand() {
    Optional<CoreSession> open;
    synchronized (this) {
      open = demanded ? Optional.empty() : session.filter(CoreSession::isInputOpen);
      demanded |= open.isPresent();
    }
    open.ifPresent(CoreSession::demand);
  }

  private synchronized CoreSession open() {
    return session.orElseThrow(() -> new IllegalStateException("not open yet"));
  }

  /** What Jetty tells. */
  private final class Ear implements FrameHandler {

    @Override
    public void onOpen(CoreSession connection, Callback callback) {
      callback.succeeded(); // from here on frames may be asked for
      boolean late;
      synchronized (SocketEnd.this) {
        session = Optional.of(connection);
        late = leaving;
      }
      bell.ring();
      if (late) {
        connection.abort();
      }
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
      synchronized (SocketEnd.this) {
        demanded = false;
      }
      switch (frame.getOpCode()) {
        case OpCode.CLOSE -> {
          tell(new Heard.Closed(Farewell.of(new CloseStatus(frame))));
          callback.succeeded(); // Jetty answers it
        }
        case OpCode.PING -> pong(frame, callback);
        case OpCode.PONG -> next(callback);
        default -> {
          if (isLeaving()) {
            next(callback);
          } else {
            data(frame, callback);
          }
        }
      }
    }

    private void pong(Frame ping, Callback callback) {
      var pong = new Frame(OpCode.PONG, ByteBuffer.wrap(bytesOf(ping)));
      open().sendFrame(pong, Callback.from(() -> next(callback), callback::failed), false);
    }

    private void next(Callback callback) {
      callback.succeeded();
      demand();
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
      callback.succeeded(); // onClosed follows, or the upgrade fails
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
      tell(new Heard.Closed(Farewell.LOST)); // heard only where no close frame was
      callback.succeeded();
    }
  }

  static byte[] bytesOf(Frame frame) {
    byte[] bytes = new byte[frame.getPayloadLength()];
    if (frame.hasPayload()) {
      frame.getPayload().duplicate().get(bytes);
    }
    return bytes;
  }
}
