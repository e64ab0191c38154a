package tollgate.runtime.bench;

import java.nio.ByteBuffer;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.runtime.wire.ReplySink;

/** Takes bytes and counts them. */
final class CountingSink implements ReplySink {

  private long bytes;

  @Override
  public void head(ReplyHead head) {
    bytes = 0;
  }

  @Override
  public void write(ByteBuffer chunk) {
    bytes += chunk.remaining();
  }

  @Override
  public void end(Headers trailers) {
    bytes++;
  }

  @Override
  public void abort() {
    bytes = 0;
  }

  @Override
  public boolean committed() {
    return bytes > 0;
  }
}
