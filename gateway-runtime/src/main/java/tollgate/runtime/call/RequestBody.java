package tollgate.runtime.call;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tollgate.api.json.JsonEdit;
import tollgate.runtime.json.JsonDocument;
import tollgate.runtime.json.JsonSplicer;

/**
 * A request's body: the bytes as the client sent them and, where a dialect reads it, its structure.
 * Unless something must change, what leaves is what came.
 */
final class RequestBody {

  private final byte[] sent;
  private final boolean coded;
  private final @Nullable JsonDocument document;

  private RequestBody(byte[] sent, boolean coded, @Nullable JsonDocument document) {
    this.sent = sent;
    this.coded = coded;
    this.document = document;
  }

  /** A body nobody reads. */
  static RequestBody opaque(byte[] sent) {
    return new RequestBody(sent, false, null);
  }

  /**
   * A body that was read.
   *
   * @param coded whether the bytes sent are compressed, so that the document lies in a decoded copy
   */
  static RequestBody read(byte[] sent, boolean coded, JsonDocument document) {
    return new RequestBody(sent, coded, document);
  }

  /** How many bytes the client sent. */
  int length() {
    return sent.length;
  }

  /** The bytes to send with the given changes made. */
  Leaving leaving(List<JsonEdit> edits) {
    if (edits.isEmpty() || document == null) {
      return new Leaving(sent.length == 0 ? List.of() : List.of(ByteBuffer.wrap(sent)), false);
    }
    return new Leaving(JsonSplicer.apply(document, edits), coded);
  }

  /**
   * A body on its way upstream.
   *
   * @param slices the bytes in order
   * @param decoded whether the client's content coding was taken off, so that its field must go too
   */
  record Leaving(List<ByteBuffer> slices, boolean decoded) {}
}
