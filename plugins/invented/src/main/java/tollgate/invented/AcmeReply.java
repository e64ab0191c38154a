package tollgate.invented;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tollgate.api.call.ReplyHead;
import tollgate.api.provider.ExchangeReply;

/** A reply that gives one line per read. */
final class AcmeReply implements ExchangeReply {
  private final ReplyHead head;
  private final Iterator<byte[]> lines;
  private volatile boolean closed;

  AcmeReply(ReplyHead head, List<byte[]> lines) {
    this.head = head;
    this.lines = lines.iterator();
  }

  @Override
  public ReplyHead head() {
    return head;
  }

  @Override
  public @Nullable ByteBuffer read() throws IOException {
    if (closed) {
      throw new IOException("the exchange was cancelled");
    }
    return lines.hasNext() ? ByteBuffer.wrap(lines.next()) : null;
  }

  @Override
  public void close() {
    closed = true;
  }
}
