package tollgate.runtime.socket;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/**
 * An end whose messages are taken piece by piece, so that they may have any length: the next frame
 * is read when the last one is {@link Heard.Piece#done}.
 */
public final class PieceEnd extends SocketEnd {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** Lets go of the piece that was told last. */
  private volatile Optional<Runnable> lastRelease = Optional.empty();

  private volatile boolean text;

  /**
   * An end that rings when something has come.
   *
   * @param patience how long the other side may refuse to take what is sent
   */
  public PieceEnd(Bell bell, Duration patience) {
    super(bell, patience);
  }

  @Override
  void data(Frame frame, Callback callback) {
    boolean first = frame.getOpCode() != OpCode.CONTINUATION;
    if (first) {
      text = frame.getOpCode() == OpCode.TEXT;
    }
    var released = new AtomicBoolean();
    Runnable release =
        () -> {
          if (released.compareAndSet(false, true)) {
            callback.succeeded();
            demand();
          }
        };
    lastRelease = Optional.of(release);
    ByteBuffer bytes = frame.hasPayload() ? frame.getPayload() : NOTHING.duplicate();
    tell(new Heard.Piece(text, first, frame.isFin(), bytes, release));
    if (isLeaving()) {
      drop();
    }
  }

  @Override
  void drop() {
    forget();
    lastRelease.ifPresent(Runnable::run);
  }
}
