package tollgate.runtime.bench;

import java.nio.ByteBuffer;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.provider.ExchangeReply;

/** A reply whose reads are prepared and shared. */
final class PreparedReply implements ExchangeReply {

  private static final ReplyHead HEAD =
      new ReplyHead(200, Headers.of("content-type", "text/event-stream"));

  private final ByteBuffer[] reads;
  private int next;

  PreparedReply(ByteBuffer[] reads) {
    this.reads = reads;
  }

  @Override
  public ReplyHead head() {
    return HEAD;
  }

  @Override
  public ByteBuffer read() {
    return next == reads.length ? null : reads[next++].duplicate();
  }

  @Override
  public void close() {
    next = reads.length;
  }
}
