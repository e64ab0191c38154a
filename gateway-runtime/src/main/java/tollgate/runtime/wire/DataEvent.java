package tollgate.runtime.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tollgate.api.dialect.StreamEvent;
import tollgate.api.json.JsonView;
import tollgate.runtime.json.JsonScanner;

/** The event that a framer tells; one object for all events of a body. */
final class DataEvent implements StreamEvent {

  /** Room for several lines put together that is kept for the next event. */
  private static final int KEPT_BETWEEN_EVENTS = 4 * 1024;

  private static final byte[] NOTHING = {};

  private final JsonScanner scanner = new JsonScanner();
  private byte[] nameBytes = NOTHING;
  private int nameFrom;
  private int nameTo;
  private int lines;
  private byte[] data = NOTHING;
  private int dataFrom;
  private int dataTo;
  private byte[] joined = NOTHING;
  private @Nullable JsonView json;

  /** Forgets the last event. */
  void begin() {
    nameFrom = nameTo;
    lines = 0;
    data = NOTHING;
    dataFrom = 0;
    dataTo = 0;
    json = null;
    if (joined.length > KEPT_BETWEEN_EVENTS) {
      joined = NOTHING;
    }
  }

  void name(byte[] bytes, int from, int to) {
    nameBytes = bytes;
    nameFrom = from;
    nameTo = to;
  }

  /** One line is read where it lies; only those of an event with several are put together. */
  void line(byte[] bytes, int from, int to) {
    lines++;
    if (lines == 1) {
      data = bytes;
      dataFrom = from;
      dataTo = to;
    } else {
      join(bytes, from, to);
    }
  }

  boolean hasData() {
    return lines > 0;
  }

  @Override
  public String name() {
    return text(nameBytes, nameFrom, nameTo);
  }

  @Override
  public boolean isText(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return text.equals(text(data, dataFrom, dataTo));
      }
      if (dataFrom + i == dataTo || data[dataFrom + i] != c) {
        return false;
      }
    }
    return dataFrom + length == dataTo;
  }

  @Override
  public JsonView json() {
    if (json == null) {
      json = scanner.read(data, dataFrom, dataTo - dataFrom);
    }
    return json;
  }

  private void join(byte[] bytes, int from, int to) {
    int before = dataTo - dataFrom;
    int length = before + 1 + (to - from);
    if (length > joined.length) {
      joined = Arrays.copyOf(joined, Math.max(2 * joined.length, length));
    }
    if (lines == 2) {
      System.arraycopy(data, dataFrom, joined, 0, before);
    }
    joined[before] = '\n';
    System.arraycopy(bytes, from, joined, before + 1, to - from);
    data = joined;
    dataFrom = 0;
    dataTo = length;
  }

  private static String text(byte[] bytes, int from, int to) {
    return from == to ? "" : new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }
}
