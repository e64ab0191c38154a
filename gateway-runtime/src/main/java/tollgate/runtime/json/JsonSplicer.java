package tollgate.runtime.json;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tollgate.api.json.JsonEdit;

/**
 * Changes a document by range: the answer is slices of the client's own bytes with the changed
 * values between them. Nothing outside a changed value is written anew, not even a space.
 */
public final class JsonSplicer {

  private JsonSplicer() {}

  /**
   * Makes edits one after the other, each seeing what those before it did. Of a name that stands
   * twice in one object a Put changes the last, which is the one that counts, and a Remove takes
   * every one, so that none comes to the fore.
   *
   * @return the new document in pieces, never an empty list; the receiver must not change the bytes
   * @throws MisplacedEdit when a Put leads through something that is not there or is no container
   */
  public static List<ByteBuffer> apply(JsonDocument document, List<JsonEdit> edits) {
    var edited = new EditedDocument(document.tape());
    for (JsonEdit edit : edits) {
      switch (edit) {
        case JsonEdit.Put(var pointer, var value) -> edited.put(pointer, value);
        case JsonEdit.Remove(var pointer) -> edited.remove(pointer);
      }
    }
    List<Splice> splices = edited.splices();
    splices.sort(Comparator.comparingInt(Splice::from));
    return pieces(document, splices);
  }

  private static List<ByteBuffer> pieces(JsonDocument document, List<Splice> splices) {
    byte[] bytes = document.tape().bytes();
    var pieces = new ArrayList<ByteBuffer>(2 * splices.size() + 1);
    int written = document.offset();
    for (Splice splice : splices) {
      if (splice.from() < written || splice.changesNothing()) {
        continue; // the former lies in a value that was itself replaced or removed later
      }
      add(pieces, bytes, written, splice.from());
      add(pieces, splice.text(), 0, splice.text().length);
      written = splice.to();
    }
    add(pieces, bytes, written, document.offset() + document.length());
    return List.copyOf(pieces);
  }

  private static void add(List<ByteBuffer> pieces, byte[] bytes, int from, int to) {
    if (from < to) {
      pieces.add(ByteBuffer.wrap(bytes, from, to - from));
    }
  }
}
