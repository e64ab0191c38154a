package tollgate.runtime.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tollgate.api.dialect.StreamEvent;
import tollgate.runtime.json.ByteSearch;

/**
 * Server-sent events (WHATWG HTML, §9.2.6): lines ended by line feed, carriage return or both; an
 * empty line ends an event. Comments before an event's first line are not part of it.
 */
final class SseFramer extends EventFramer {

  private static final byte[] DATA = {'d', 'a', 't', 'a'};
  private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};

  private final ByteOrderMark mark = new ByteOrderMark();
  private final DataEvent event = new DataEvent();
  private boolean inComment;
  private boolean atLineStart;
  private boolean afterReturn;
  private boolean endedByReturn;

  SseFramer(int limit) {
    super(limit);
  }

  @Override
  public boolean isInComment() {
    return inComment;
  }

  @Override
  int beginOf(byte[] bytes, int from, int to) {
    int pos = mark.skip(bytes, from, to);
    if (mark.isBroken()) {
      inComment = true; // a line that begins with rubbish is an unknown field, ignored like one
    }
    while (pos < to) {
      if (inComment) {
        pos = ByteSearch.lineEnd(bytes, pos, to);
        inComment = pos == to;
      } else if (bytes[pos] == ':') {
        inComment = true;
      } else if (bytes[pos] == '\n' || bytes[pos] == '\r') {
        pos++;
      } else {
        return pos;
      }
    }
    return to;
  }

  @Override
  boolean completesEnding(byte first) {
    boolean completes = endedByReturn && first == '\n';
    endedByReturn = false;
    return completes;
  }

  @Override
  int endOf(byte[] bytes, int from, int to) {
    int pos = from;
    while (pos < to) {
      byte b = bytes[pos];
      if (afterReturn && b == '\n') {
        afterReturn = false;
        pos++;
      } else if (atLineStart && (b == '\n' || b == '\r')) {
        return endAt(bytes, pos, to);
      } else {
        pos = ByteSearch.lineEnd(bytes, pos, to);
        atLineStart = pos < to;
        afterReturn = atLineStart && bytes[pos] == '\r';
        pos = Math.min(pos + 1, to);
      }
    }
    return NOT_HERE;
  }

  private int endAt(byte[] bytes, int emptyLine, int to) {
    atLineStart = false;
    afterReturn = false;
    int next = emptyLine + 1;
    if (bytes[emptyLine] == '\n') {
      return next;
    }
    endedByReturn = next == to;
    return next < to && bytes[next] == '\n' ? next + 1 : next;
  }

  @Override
  @Nullable StreamEvent read(byte[] bytes, int from, int to) {
    event.begin();
    int pos = from;
    while (pos < to) {
      int lineEnd = ByteSearch.lineEnd(bytes, pos, to);
      if (isField(DATA, bytes, pos, lineEnd)) {
        event.line(bytes, valueStart(bytes, pos + DATA.length, lineEnd), lineEnd);
      } else if (isField(EVENT, bytes, pos, lineEnd)) {
        event.name(bytes, valueStart(bytes, pos + EVENT.length, lineEnd), lineEnd);
      }
      pos = lineEnd + 1;
    }
    return event.hasData() ? event : null;
  }

  private static boolean isField(byte[] name, byte[] bytes, int from, int lineEnd) {
    int to = from + name.length;
    return to <= lineEnd
        && Arrays.equals(bytes, from, to, name, 0, name.length)
        && (to == lineEnd || bytes[to] == ':');
  }

  /** Behind the colon and one space; a line without a colon has an empty value. */
  private static int valueStart(byte[] bytes, int nameEnd, int lineEnd) {
    int pos = Math.min(nameEnd + 1, lineEnd);
    return pos < lineEnd && bytes[pos] == ' ' ? pos + 1 : pos;
  }
}
