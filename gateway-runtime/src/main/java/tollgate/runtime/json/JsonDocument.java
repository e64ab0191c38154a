package tollgate.runtime.json;

import tollgate.api.json.JsonView;

/**
 * A body that has been scanned: the bytes as they came and a tape of where its values begin, four
 * bytes for each scalar and twelve for each container. The bytes are not copied and must not change
 * while the document is used; the tape is free again when the document is let go.
 */
public final class JsonDocument {

  /** Text-heavy bodies hold fewer than one value in this many bytes; the tape grows for others. */
  private static final int BYTES_PER_WORD = 32;

  private final JsonTape tape;
  private final int offset;
  private final int length;

  private JsonDocument(JsonTape tape, int offset, int length) {
    this.tape = tape;
    this.offset = offset;
    this.length = length;
  }

  /** Scans a whole array. */
  public static JsonDocument scan(byte[] bytes) throws MalformedJson {
    return scan(bytes, 0, bytes.length);
  }

  /** Scans a part of an array. */
  public static JsonDocument scan(byte[] bytes, int offset, int length) throws MalformedJson {
    var scanner = new JsonScanner(64 + length / BYTES_PER_WORD);
    return new JsonDocument(scanner.scan(bytes, offset, length), offset, length);
  }

  /** The view of a document that is not there: what a request without a body has. */
  public static JsonView missing() {
    return MissingView.MISSING;
  }

  /** The outermost value. */
  public JsonView root() {
    return new TapeView(tape, 0);
  }

  JsonTape tape() {
    return tape;
  }

  int offset() {
    return offset;
  }

  int length() {
    return length;
  }
}
