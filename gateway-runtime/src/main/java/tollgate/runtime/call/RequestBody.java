package tollgate.runtime.call;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tollgate.api.json.JsonEdit;
import tollgate.runtime.json.JsonDocument;
import tollgate.runtime.json.JsonSplicer;

/**
 * A request's body: the bytes as the client sent them and, where a dialect reads it, its structure.
 * Unless something must change, what leaves is what came. Once it has left it is let go: a stream
 * may run for an hour, and thousands at once. Used by the call's thread only.
 */
final class RequestBody {

  private static final byte[] NOTHING = {};

  private final int length;
  private final boolean coded;
  private byte[] sent;
  private @Nullable JsonDocument document;

  private RequestBody(byte[] sent, boolean coded, @Nullable JsonDocument document) {
    this.length = sent.length;
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

  /** Whether it was read, so that it can be changed. */
  boolean editable() {
    return document != null;
  }

  /** How many bytes the client sent. */
  int length() {
    return length;
  }

  /** Lets go of bytes and structure; only the length is known from here on. */
  void release() {
    sent = NOTHING;
    document = null;
  }

  /** The bytes to send with the given changes made. */
  Leaving leaving(List<JsonEdit> edits) {
    JsonDocument read = document;
    if (edits.isEmpty() || read == null) {
      return new Leaving(sent.length == 0 ? List.of() : List.of(ByteBuffer.wrap(sent)), false);
    }
    return new Leaving(JsonSplicer.apply(read, edits), coded);
  }

  /**
   * A body on its way upstream.
   *
   * @param slices the bytes in order
   * @param decoded whether the client's content coding was taken off, so that its field must go too
   */
  record Leaving(List<ByteBuffer> slices, boolean decoded) {}
}
