package tollgate.runtime.relay;

import java.nio.ByteBuffer;
import java.util.List;
import tollgate.api.dialect.Disposition;
import tollgate.api.dialect.StreamEvent;
import tollgate.runtime.wire.EventFramer;
import tollgate.runtime.wire.FrameSink;

/** Shows a reader the events of a reply and decides which bytes go on. */
final class EventTap implements FrameSink {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final long NOT_SEEN = -1;

  private final EventFramer framer;
  private final GuardedReader reader;
  private final RelayWatch watch;
  private final Passage passage = new Passage();

  /** How many bytes the framer has told. */
  private long told;

  private boolean collecting;
  private boolean dropping;
  private boolean inUnread;
  private boolean finishing;

  /** How many bytes had been told when the event to be finished was complete. */
  private long finishedAt = NOT_SEEN;

  EventTap(EventFramer framer, GuardedReader reader, RelayWatch watch) {
    this.framer = framer;
    this.reader = reader;
    this.watch = watch;
  }

  /** Reads bytes that all go on. */
  void read(ByteBuffer bytes) {
    collecting = false;
    framer.feed(bytes, this);
  }

  /** Reads bytes and answers those that go on: no dropped event and no incomplete one. */
  ByteBuffer filter(ByteBuffer bytes) {
    collecting = true;
    passage.begin(bytes);
    framer.feed(bytes, this);
    return passage.take();
  }

  /** Reads an event that has no ending because the body has one; answers what goes on of it. */
  ByteBuffer end() {
    passage.begin(NOTHING);
    framer.end(this);
    return passage.take();
  }

  /**
   * Shows the reader nothing any more and looks for the end of the event that was begun.
   *
   * @param fed how many bytes had been read before these
   * @return how many of these bytes belong to it; all when it does not end in them
   */
  int finishEvent(ByteBuffer bytes, long fed) {
    finishing = true;
    read(bytes);
    return isFinished() ? (int) (finishedAt - fed) : bytes.remaining();
  }

  boolean isFinished() {
    return finishedAt != NOT_SEEN;
  }

  /**
   * Whether the client, too, has only complete events.
   *
   * @param filtered whether it got only what {@link #filter} answered
   */
  boolean isBetweenEvents(boolean filtered) {
    return filtered ? !inUnread : framer.isBetweenEvents();
  }

  /** Whether an event may follow what the client has. */
  boolean takesMore() {
    return framer.takesMore(isFinished());
  }

  /** Whether the upstream has closed what holds its events. */
  boolean isClosed() {
    return framer.isClosed();
  }

  /** The bytes that put events behind what the client has and close it. */
  byte[] ending(List<byte[]> events) {
    return framer.ending(events, isFinished());
  }

  /** Whether what the client has ends inside a comment. */
  boolean isInComment() {
    return !isFinished() && framer.isInComment();
  }

  @Override
  public void event(StreamEvent event, byte[] bytes, int from, int to) {
    told += to - from;
    if (finishing) {
      finish();
      return;
    }
    dropping = reader.event(event) == Disposition.DROP;
    pass(bytes, from, to);
  }

  @Override
  public void rest(byte[] bytes, int from, int to) {
    told += to - from;
    pass(bytes, from, to);
  }

  @Override
  public void between(byte[] bytes, int from, int to) {
    told += to - from;
    dropping = false;
    pass(bytes, from, to);
  }

  @Override
  public void unread(byte[] bytes, int from, int to, boolean last) {
    told += to - from;
    dropping = false;
    inUnread = !last;
    pass(bytes, from, to);
    if (last) {
      watch.unread();
    }
    if (last && finishing) {
      finish();
    }
  }

  private void finish() {
    if (!isFinished()) {
      finishedAt = told;
    }
  }

  private void pass(byte[] bytes, int from, int to) {
    if (collecting && !dropping) {
      passage.add(bytes, from, to);
    }
  }
}
