package tollgate.runtime.json;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tollgate.api.json.JsonView;

/** Puts whole values of documents together without writing any of them anew. */
public final class JsonPieces {

  private JsonPieces() {}

  /** The bytes of a value as they lie in its document; none of one that is not there. */
  public static byte[] bytesOf(JsonView value) {
    return value instanceof TapeView(var tape, var index)
        ? Arrays.copyOfRange(tape.bytes(), tape.start(index), tape.end(index))
        : new byte[0];
  }

  /**
   * A document with other items in one of its arrays; every byte outside the array stays.
   *
   * @param pointer RFC 6901 pointer to the array
   * @param items the new items, each the bytes of a JSON value
   * @return the new document; empty when there is no array at the pointer
   */
  public static Optional<byte[]> withItems(
      JsonDocument document, String pointer, List<byte[]> items) {
    if (!(document.root().at(pointer) instanceof TapeView(var tape, var index))
        || tape.kind(index) != JsonView.Kind.ARRAY) {
      return Optional.empty();
    }
    var made = new ByteArrayOutputStream(document.length());
    made.write(tape.bytes(), document.offset(), tape.start(index) + 1 - document.offset());
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        made.write(',');
      }
      made.writeBytes(items.get(i));
    }
    int rest = tape.end(index) - 1;
    made.write(tape.bytes(), rest, document.offset() + document.length() - rest);
    return Optional.of(made.toByteArray());
  }
}
