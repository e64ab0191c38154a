package tollgate.runtime.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import tollgate.api.json.JsonView;
import tollgate.runtime.json.JsonDocument;
import tollgate.runtime.json.JsonScanner;

/** Keeps a copy of a body that is read when it is complete, up to a limit. */
public final class WholeBody {

  private final int limit;
  private byte[] bytes = {};
  private int length;
  private boolean tooLong;

  /** An empty body. */
  public WholeBody(int limit) {
    this.limit = limit;
  }

  /** Copies the next bytes and leaves the buffer's position alone. */
  public void add(ByteBuffer more) {
    int count = more.remaining();
    if (tooLong || count > limit - length) {
      tooLong = true;
      bytes = new byte[0];
      return;
    }
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + count, Math.min(limit, 2 * length)));
    }
    more.get(more.position(), bytes, length, count);
    length += count;
  }

  /** Whether the body was longer than the limit. */
  public boolean isTooLong() {
    return tooLong;
  }

  /** The body; of kind MISSING when it is not JSON or too long. */
  public JsonView view() {
    return tooLong ? JsonDocument.missing() : new JsonScanner().read(bytes, 0, length);
  }
}
