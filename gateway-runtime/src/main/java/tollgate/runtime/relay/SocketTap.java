package tollgate.runtime.relay;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import tollgate.api.call.Manner;
import tollgate.api.call.Refusal;
import tollgate.api.dialect.ReplyReader;
import tollgate.api.dialect.SocketDialect;
import tollgate.api.dialect.StreamEvent;
import tollgate.api.json.JsonView;
import tollgate.runtime.json.JsonScanner;

/**
 * Reads the messages of one turn beside their way to the client. A message that comes in one piece
 * is read where it lies; the pieces of another are put together, up to {@value #LONGEST_MESSAGE}
 * bytes. Nothing that goes wrong here reaches the relay.
 *
 * <p>A longer message is passed on unread. It may have been the turn's last: {@link #mayBeOver}
 * says so, and the row that the turn was not read to its end.
 */
public final class SocketTap {

  /** The longest message that is read. */
  static final int LONGEST_MESSAGE = UsageTap.LONGEST_EVENT;

  private static final long BETWEEN_NOTES = TimeUnit.SECONDS.toNanos(1);

  private final SocketDialect socket;
  private final GuardedReader reader;
  private final RelayWatch watch;
  private final LongSupplier nanoClock;
  private final JsonScanner scanner = new JsonScanner();
  private final ByteArrayOutputStream pieces = new ByteArrayOutputStream();

  private boolean inMessage;
  private boolean tooLong;
  private boolean mayBeOver;
  private boolean begun;
  private boolean closed;
  private long bytes;
  private long firstByteNanos;
  private long notedNanos;

  /**
   * A tap for one turn.
   *
   * @param nanoClock the clock of {@link Tally#firstByteNanos}, as {@link System#nanoTime} is
   */
  public SocketTap(
      SocketDialect socket, ReplyReader reader, RelayWatch watch, LongSupplier nanoClock) {
    this.socket = socket;
    this.reader = new GuardedReader(reader, watch);
    this.watch = watch;
    this.nanoClock = nanoClock;
  }

  /**
   * Reads a piece that has gone to the client, and leaves its position alone.
   *
   * @param last whether a message ends with it
   */
  public void read(ByteBuffer piece, boolean last) {
    noteFirstByte();
    bytes += piece.remaining();
    boolean whole = last && !inMessage;
    inMessage = !last;
    if (whole && piece.hasArray()) {
      message(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
    } else {
      keep(piece);
      if (last) {
        complete();
      }
    }
    watch.passed(reader::running);
    noteRunning();
  }

  private void keep(ByteBuffer piece) {
    tooLong |= pieces.size() + (long) piece.remaining() > LONGEST_MESSAGE;
    if (tooLong) {
      pieces.reset();
      return;
    }
    byte[] copy = new byte[piece.remaining()];
    piece.get(piece.position(), copy);
    pieces.writeBytes(copy);
  }

  private void complete() {
    if (tooLong) {
      tooLong = false;
      mayBeOver = true;
      watch.unread();
      return;
    }
    byte[] whole = pieces.toByteArray();
    pieces.reset();
    message(whole, 0, whole.length);
  }

  private void message(byte[] array, int offset, int length) {
    JsonView view = scanner.read(array, offset, length);
    var _ = reader.event(new Message(array, offset, length, view));
    try {
      closed |= socket.closesTurn(view);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError thrown) {
      mayBeOver = true;
      reader.goBlind("the dialect failed on a message", thrown);
    }
  }

  /** Whether the message that closes the turn has been read. */
  public boolean closed() {
    return closed;
  }

  /** Whether a message passed unread that may have closed the turn. */
  public boolean mayBeOver() {
    return mayBeOver;
  }

  /** Whether the client has the beginning of a message and not its end. */
  public boolean inMessage() {
    return inMessage;
  }

  /** The messages that end the turn, none when the dialect has no way to. */
  public List<String> ending(Refusal refusal, Manner manner) {
    var messages = new ArrayList<String>();
    for (byte[] event : reader.ending(refusal, manner)) {
      new String(event, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .forEach(messages::add);
    }
    return messages;
  }

  /** What was counted so far. */
  public Tally tally() {
    return new Tally(
        bytes,
        begun ? OptionalLong.of(firstByteNanos) : OptionalLong.empty(),
        reader.settled(closed),
        reader.ended(),
        false,
        reader.fault());
  }

  private void noteFirstByte() {
    if (!begun) {
      begun = true;
      firstByteNanos = nanoClock.getAsLong();
      notedNanos = firstByteNanos;
      watch.firstByte();
    }
  }

  private void noteRunning() {
    long now = nanoClock.getAsLong();
    if (now - notedNanos >= BETWEEN_NOTES) {
      notedNanos = now;
      watch.running(reader.running());
    }
  }

  /** One message as the reader sees it; it has no name. */
  @SuppressWarnings("ArrayRecordComponent") // seen once, never compared
  private record Message(byte[] array, int offset, int length, JsonView json)
      implements StreamEvent {

    @Override
    public String name() {
      return "";
    }

    @Override
    public boolean isText(String text) {
      return new String(array, offset, length, StandardCharsets.UTF_8).equals(text);
    }
  }
}
