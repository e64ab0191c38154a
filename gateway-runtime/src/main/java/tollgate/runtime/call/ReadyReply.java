package tollgate.runtime.call;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import tollgate.api.call.ReplyHead;
import tollgate.api.provider.ReplyNotes;
import tollgate.runtime.upstream.NotedReply;

/** A reply that lies ready as a whole. */
final class ReadyReply implements NotedReply {

  private final ReplyHead head;
  private @Nullable ByteBuffer left;

  ReadyReply(ReplyHead head, byte[] body) {
    this.head = head;
    this.left = body.length == 0 ? null : ByteBuffer.wrap(body);
  }

  @Override
  public ReplyHead head() {
    return head;
  }

  @Override
  public ReplyNotes notes() {
    return ReplyNotes.NONE;
  }

  @Override
  public @Nullable ByteBuffer read() {
    ByteBuffer bytes = left;
    left = null;
    return bytes;
  }

  @Override
  public void close() {}
}
