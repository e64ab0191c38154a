package tollgate.runtime.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tollgate.api.dialect.Framing;
import tollgate.api.dialect.StreamEvent;

/**
 * Divides a body into events as its bytes come, however they are cut. An event that lies whole in
 * one buffer is read there; only the beginning of one that does not is copied and kept, up to a
 * limit.
 *
 * <pre>
 *   buffer 1            buffer 2
 *   …event┊event┊ eve   nt┊event┊…
 *                 └─kept─┘
 * </pre>
 *
 * <p>One framer serves one body on one thread.
 */
public abstract sealed class EventFramer permits SseFramer, LineFramer, ItemFramer {

  /** What {@link #endOf} answers when the event goes on behind the buffer. */
  static final int NOT_HERE = -1;

  /** A kept beginning larger than this is let go with its event: a stream may be idle for long. */
  private static final int KEPT_BETWEEN_EVENTS = 4 * 1024;

  private static final byte[] NOTHING = {};

  private final int limit;
  private byte[] kept = NOTHING;
  private int keptLength;
  private boolean inEvent;
  private boolean tooLong;

  EventFramer(int limit) {
    this.limit = limit;
  }

  /**
   * A framer for one body.
   *
   * @param framing anything but {@link Framing#WHOLE}
   * @param limit the longest event that is read; a longer one is told as unread
   */
  public static EventFramer of(Framing framing, int limit) {
    return switch (framing) {
      case SSE -> new SseFramer(limit);
      case NDJSON -> new LineFramer(limit);
      case JSON_ARRAY -> new ItemFramer(limit);
      case WHOLE -> throw new IllegalArgumentException("a whole body has no events");
    };
  }

  /** Reads the next bytes, of a buffer with an array, and leaves its position alone. */
  public final void feed(ByteBuffer bytes, FrameSink sink) {
    byte[] array = bytes.array();
    int pos = bytes.arrayOffset() + bytes.position();
    int to = pos + bytes.remaining();
    while (pos < to) {
      pos = inEvent ? eventPart(array, pos, to, sink) : gap(array, pos, to, sink);
    }
  }

  /** The body has ended properly: what is still incomplete is an event without its ending. */
  public final void end(FrameSink sink) {
    if (inEvent) {
      complete(NOTHING, 0, 0, sink);
    }
  }

  /** Whether the bytes read so far end with a complete event or lie between two. */
  public final boolean isBetweenEvents() {
    return !inEvent;
  }

  /** Whether they end inside a comment, which swallows whatever comes next on its line. */
  public boolean isInComment() {
    return false;
  }

  /**
   * Whether an event may follow.
   *
   * @param justAfterEvent whether it would follow the last complete event, not the bytes read since
   */
  public boolean takesMore(boolean justAfterEvent) {
    return true;
  }

  /** Whether the bytes read so far say that the stream is over. */
  public boolean isClosed() {
    return false;
  }

  /**
   * The bytes that end the stream with these events; none when there are none.
   *
   * @param justAfterEvent as for {@link #takesMore}
   */
  public byte[] ending(List<byte[]> events, boolean justAfterEvent) {
    var bytes = new ByteArrayOutputStream();
    events.forEach(bytes::writeBytes);
    return bytes.toByteArray();
  }

  /** Where the next event begins; {@code to} when only bytes between events are left. */
  abstract int beginOf(byte[] bytes, int from, int to);

  /** Whether the byte at the gap's beginning still is the last event's ending. */
  boolean completesEnding(byte first) {
    return false;
  }

  /** The place behind the event's last byte, or {@link #NOT_HERE}. */
  abstract int endOf(byte[] bytes, int from, int to);

  /** Reads a complete event; answers {@code null} where it tells nothing. */
  abstract @Nullable StreamEvent read(byte[] bytes, int from, int to);

  private int gap(byte[] bytes, int from, int to, FrameSink sink) {
    int pos = from;
    if (completesEnding(bytes[pos])) {
      sink.rest(bytes, pos, ++pos);
    }
    int begin = beginOf(bytes, pos, to);
    if (begin > pos) {
      sink.between(bytes, pos, begin);
    }
    inEvent = begin < to;
    return begin;
  }

  private int eventPart(byte[] bytes, int from, int to, FrameSink sink) {
    int end = endOf(bytes, from, to);
    if (end == NOT_HERE) {
      keep(bytes, from, to, sink);
      return to;
    }
    complete(bytes, from, end, sink);
    return end;
  }

  private void complete(byte[] bytes, int from, int to, FrameSink sink) {
    inEvent = false;
    giveUpIfTooLong(to - from, sink);
    if (tooLong) {
      tooLong = false;
      sink.unread(bytes, from, to, true);
    } else if (keptLength == 0) {
      tell(bytes, from, to, sink);
    } else {
      append(bytes, from, to);
      tell(kept, 0, keptLength, sink);
      forget();
    }
  }

  private void tell(byte[] bytes, int from, int to, FrameSink sink) {
    StreamEvent event = read(bytes, from, to);
    if (event == null) {
      sink.between(bytes, from, to);
    } else {
      sink.event(event, bytes, from, to);
    }
  }

  private void keep(byte[] bytes, int from, int to, FrameSink sink) {
    giveUpIfTooLong(to - from, sink);
    if (tooLong) {
      sink.unread(bytes, from, to, false);
    } else {
      append(bytes, from, to);
    }
  }

  private void giveUpIfTooLong(int more, FrameSink sink) {
    if (!tooLong && keptLength + more > limit) {
      tooLong = true;
      sink.unread(kept, 0, keptLength, false);
      forget();
    }
  }

  private void append(byte[] bytes, int from, int to) {
    int length = keptLength + (to - from);
    if (length > kept.length) {
      kept = Arrays.copyOf(kept, Math.max(length, Math.min(limit, 2 * length)));
    }
    System.arraycopy(bytes, from, kept, keptLength, to - from);
    keptLength = length;
  }

  private void forget() {
    keptLength = 0;
    if (kept.length > KEPT_BETWEEN_EVENTS) {
      kept = NOTHING;
    }
  }
}
