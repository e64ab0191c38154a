package tollgate.runtime.socket;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/**
 * An end whose messages are taken whole, up to a length. Some are read ahead, so that a close frame
 * or a lost connection is noticed while the serving thread is at something else; when {@value
 * #AHEAD} messages wait, or as many bytes as one message may have, no further one is read.
 */
public final class MessageEnd extends SocketEnd {

  private static final int AHEAD = 16;

  private final long longest;

  // The message under way; one Jetty thread after the other.
  private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private boolean text;

  // Guarded by this.
  private int waiting;
  private long waitingBytes;
  private boolean full;

  /**
   * An end that rings when something has come.
   *
   * @param patience how long the other side may refuse to take what is sent
   * @param longest the most bytes a message may have
   */
  public MessageEnd(Bell bell, Duration patience, long longest) {
    super(bell, patience);
    this.longest = longest;
  }

  /** How long a message may be, in bytes. */
  public long longest() {
    return longest;
  }

  @Override
  void data(Frame frame, Callback callback) {
    if (frame.getOpCode() != OpCode.CONTINUATION) {
      text = frame.getOpCode() == OpCode.TEXT;
    }
    if ((long) bytes.size() + frame.getPayloadLength() > longest) {
      tell(new Heard.TooLong());
      callback.succeeded();
      return;
    }
    bytes.writeBytes(bytesOf(frame));
    callback.succeeded();
    if (frame.isFin()) {
      byte[] whole = bytes.toByteArray();
      bytes = new ByteArrayOutputStream(); // an idle connection must not hold its longest message
      count(whole.length);
      tell(new Heard.Message(text, whole));
    }
    if (!isFull()) {
      demand();
    }
  }

  private synchronized void count(int length) {
    waiting++;
    waitingBytes += length;
    full = waiting >= AHEAD || waitingBytes >= longest;
  }

  private synchronized boolean isFull() {
    return full;
  }

  @Override
  void taken(Heard something) {
    if (something instanceof Heard.Message message && makesRoom(message)) {
      demand();
    }
  }

  private synchronized boolean makesRoom(Heard.Message message) {
    waiting--;
    waitingBytes -= message.bytes().length;
    boolean wasFull = full;
    full = false;
    return wasFull;
  }

  @Override
  void drop() {
    forget();
    demand(); // where none is needed it does no harm but to read one frame more
  }
}
