package tollgate.runtime.relay;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import tollgate.api.call.Manner;
import tollgate.api.call.Refusal;
import tollgate.api.call.ReplyHead;
import tollgate.api.dialect.Framing;
import tollgate.api.dialect.ReplyReader;
import tollgate.api.usage.Provenance;
import tollgate.api.usage.Usage;
import tollgate.runtime.json.JsonDocument;
import tollgate.runtime.wire.EventFramer;
import tollgate.runtime.wire.SideInflater;
import tollgate.runtime.wire.UnreadableCoding;
import tollgate.runtime.wire.WholeBody;

/**
 * Reads a reply beside its way to the client. Every buffer passes through {@link #pass}; what comes
 * out of it is what the client gets, and that is the same buffer unless the reader filters.
 *
 * <p>Nothing that goes wrong here reaches the relay: an unknown encoding, damaged data or a reader
 * that throws makes the tap blind, and the bytes flow on.
 */
final class UsageTap implements AutoCloseable {

  /** The longest event that is read. */
  static final int LONGEST_EVENT = 16 << 20;

  /** The longest body without events that is read. */
  static final int LONGEST_BODY = 32 << 20;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final GuardedReader reader;
  private final RelayWatch watch;
  private final boolean encoded;
  private final boolean filters;
  private final @Nullable EventTap events;
  private final @Nullable WholeBody whole;
  private final @Nullable SideInflater inflater;
  private long fed;

  UsageTap(ReplyReader plugin, ReplyHead head, RelayWatch watch) {
    this.reader = new GuardedReader(plugin, watch);
    this.watch = watch;
    Framing framing = reader.framing();
    encoded = ReplyHeads.isEncoded(head);
    // An item of an array cannot be taken out without its neighbour's comma.
    filters = !encoded && framing != Framing.JSON_ARRAY && reader.filters();
    events =
        framing == Framing.WHOLE
            ? null
            : new EventTap(EventFramer.of(framing, LONGEST_EVENT), reader, watch);
    whole = framing == Framing.WHOLE && mayBeJson(head) ? new WholeBody(LONGEST_BODY) : null;
    inflater = encoded ? inflater(head) : null;
  }

  /** Reads the next bytes and answers which go to the client now. */
  ByteBuffer pass(ByteBuffer bytes) {
    fed += bytes.remaining();
    if (filters && events != null) {
      return events.filter(onHeap(bytes));
    }
    if (!reader.isBlind()) {
      read(bytes);
    }
    return bytes;
  }

  /** The upstream has ended its body properly; answers the bytes still held back. */
  ByteBuffer end() {
    return events == null ? NOTHING : events.end();
  }

  /** Shows the reader a whole body, when everything has gone to the client. */
  void readWhole() {
    if (events != null || reader.isBlind()) {
      return;
    }
    if (whole != null && whole.isTooLong()) {
      watch.unread();
    }
    reader.whole(whole == null ? JsonDocument.missing() : whole.view());
  }

  /** Whether an ending can be put to what the client has: events, not encoded, all of them seen. */
  boolean canEnd() {
    return events != null && !encoded && !reader.isBlind() && events.takesMore();
  }

  /** Whether the client has all there is, though the body's end has not come yet. */
  boolean isClosed() {
    return events != null && !encoded && events.isClosed();
  }

  /** Whether what the client has ends with a complete event. */
  boolean isBetweenEvents() {
    return events == null || events.isFinished() || events.isBetweenEvents(filters);
  }

  /** Reads the next bytes only for the end of the event that the client has the beginning of. */
  ByteBuffer finishEvent(ByteBuffer bytes) {
    ByteBuffer rest = bytes.duplicate();
    if (events != null) {
      rest.limit(rest.position() + events.finishEvent(onHeap(bytes), fed));
    }
    fed += bytes.remaining();
    return rest;
  }

  /** The dialect's bytes that end the stream, none when it has no way to. */
  ByteBuffer ending(Refusal refusal, Manner manner) {
    if (events == null) {
      return NOTHING;
    }
    byte[] ending = events.ending(reader.ending(refusal, manner));
    boolean openLine = ending.length > 0 && events.isInComment();
    return openLine ? afterLineFeed(ending) : ByteBuffer.wrap(ending);
  }

  Usage running() {
    return reader.running();
  }

  /** Usage to settle with. */
  Usage settled(boolean complete) {
    return reader.settled(complete);
  }

  boolean ended() {
    return reader.ended();
  }

  /** Whether the last event was read, and with it what the call used. */
  boolean isOver() {
    return events != null && ended() && reader.settled(true).provenance() == Provenance.EXACT;
  }

  /** Whether all events were read and none was the last; {@link #ended} is false of more. */
  boolean isEndless() {
    return events != null && !reader.ended() && !reader.isBlind();
  }

  String fault() {
    return reader.fault();
  }

  @Override
  public void close() {
    if (inflater != null) {
      inflater.close();
    }
  }

  private void read(ByteBuffer bytes) {
    try {
      if (inflater == null) {
        show(bytes);
      } else {
        inflater.inflate(bytes, this::show);
      }
    } catch (UnreadableCoding damaged) {
      reader.goBlind("the encoded reply cannot be decoded", damaged);
    } catch (RuntimeException bug) {
      reader.goBlind("the reply cannot be divided into events", bug);
    }
  }

  private void show(ByteBuffer bytes) {
    if (events != null) {
      events.read(onHeap(bytes));
    } else if (whole != null) {
      whole.add(bytes);
    }
  }

  private @Nullable SideInflater inflater(ReplyHead head) {
    try {
      return SideInflater.of(ReplyHeads.coding(head));
    } catch (UnreadableCoding unknown) {
      reader.goBlind("the reply's encoding is not known", unknown);
      return null;
    }
  }

  /** Sound and pictures are not worth a copy. */
  private static boolean mayBeJson(ReplyHead head) {
    String type = head.mediaType();
    return type.isEmpty() || type.contains("json") || type.startsWith("text/");
  }

  private static ByteBuffer onHeap(ByteBuffer bytes) {
    if (bytes.hasArray()) {
      return bytes;
    }
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(bytes.position(), copy);
    return ByteBuffer.wrap(copy);
  }

  private static ByteBuffer afterLineFeed(byte[] bytes) {
    return ByteBuffer.allocate(bytes.length + 1).put((byte) '\n').put(bytes).flip();
  }
}
