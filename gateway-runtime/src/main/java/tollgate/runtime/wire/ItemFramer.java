package tollgate.runtime.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tollgate.api.dialect.StreamEvent;
import tollgate.runtime.json.ByteSearch;

/**
 * The items of one JSON array as they come. A value without an array around it counts as an item:
 * that is how an error is told in place of the array.
 */
final class ItemFramer extends EventFramer {

  private final ByteOrderMark mark = new ByteOrderMark();
  private final DataEvent event = new DataEvent();
  private boolean inArray;
  private boolean closed;
  private boolean afterItem;
  private int depth;
  private boolean inText;
  private boolean escaped;

  ItemFramer(int limit) {
    super(limit);
  }

  @Override
  int beginOf(byte[] bytes, int from, int to) {
    int pos = mark.skip(bytes, from, to);
    while (pos < to && isSeparator(bytes[pos])) {
      pos++;
    }
    return pos;
  }

  @Override
  int endOf(byte[] bytes, int from, int to) {
    int end = itemEnd(bytes, from, to);
    afterItem = end != NOT_HERE;
    return end;
  }

  /** An item in place of the array stands alone, and nothing follows the closing bracket. */
  @Override
  public boolean takesMore(boolean justAfterEvent) {
    boolean alone = !inArray && (justAfterEvent || afterItem);
    return !alone && (justAfterEvent || !closed);
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public byte[] ending(List<byte[]> events, boolean justAfterEvent) {
    var bytes = new ByteArrayOutputStream();
    String before = inArray ? "" : "[";
    String between = ",\n";
    if (justAfterEvent || afterItem) {
      before = between;
    }
    for (byte[] event : events) {
      bytes.writeBytes(before.getBytes(StandardCharsets.US_ASCII));
      bytes.writeBytes(event);
      before = between;
    }
    if (!events.isEmpty()) {
      bytes.writeBytes("\n]\n".getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.toByteArray();
  }

  private int itemEnd(byte[] bytes, int from, int to) {
    int pos = from;
    while (pos < to) {
      if (inText) {
        pos = textPart(bytes, pos, to);
        if (!inText && depth == 0) {
          return pos;
        }
        continue;
      }
      switch (bytes[pos]) {
        case '"' -> inText = true;
        case '{', '[' -> depth++;
        case '}', ']' -> {
          if (depth == 0) {
            return pos; // ends the number or word before it and belongs to the array
          }
          if (--depth == 0) {
            return pos + 1;
          }
        }
        case ',', ' ', '\t', '\n', '\r' -> {
          if (depth == 0) {
            return pos;
          }
        }
        default -> {} // inside a number or word
      }
      pos++;
    }
    return NOT_HERE;
  }

  @Override
  StreamEvent read(byte[] bytes, int from, int to) {
    depth = 0; // the body may have ended inside the item
    inText = false;
    escaped = false;
    event.begin();
    event.line(bytes, from, to);
    return event;
  }

  /** Skips text content; answers the place behind the closing quote, or where the bytes end. */
  private int textPart(byte[] bytes, int from, int to) {
    if (escaped) {
      escaped = false;
      return from + 1;
    }
    int pos = ByteSearch.quoteOrEscape(bytes, from, to);
    if (pos == to) {
      return to;
    }
    escaped = bytes[pos] == '\\';
    inText = escaped;
    return pos + 1;
  }

  private boolean isSeparator(byte b) {
    boolean opens = b == '[' && !inArray;
    inArray |= opens;
    closed |= b == ']';
    afterItem &= b != ',';
    return opens || b == ']' || b == ',' || Blank.is(b);
  }
}
