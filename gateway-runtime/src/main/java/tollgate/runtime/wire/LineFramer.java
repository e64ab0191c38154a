package tollgate.runtime.wire;

import tollgate.api.dialect.StreamEvent;
import tollgate.runtime.json.ByteSearch;

/** One JSON document per line; a line feed ends it, a carriage return before that is space. */
final class LineFramer extends EventFramer {

  private final ByteOrderMark mark = new ByteOrderMark();
  private final DataEvent event = new DataEvent();

  LineFramer(int limit) {
    super(limit);
  }

  @Override
  int beginOf(byte[] bytes, int from, int to) {
    int pos = mark.skip(bytes, from, to);
    while (pos < to && Blank.is(bytes[pos])) {
      pos++;
    }
    return pos;
  }

  @Override
  int endOf(byte[] bytes, int from, int to) {
    int pos = ByteSearch.lineEnd(bytes, from, to);
    while (pos < to && bytes[pos] == '\r') {
      pos = ByteSearch.lineEnd(bytes, pos + 1, to);
    }
    return pos < to ? pos + 1 : NOT_HERE;
  }

  @Override
  StreamEvent read(byte[] bytes, int from, int to) {
    int end = to;
    while (end > from && Blank.is(bytes[end - 1])) {
      end--;
    }
    event.begin();
    event.line(bytes, from, end);
    return event;
  }
}
