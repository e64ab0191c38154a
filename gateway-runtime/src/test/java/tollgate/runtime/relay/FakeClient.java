package tollgate.runtime.relay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.runtime.wire.ClientGone;
import tollgate.runtime.wire.ReplySink;

/** A client that takes everything, or leaves before a write. */
final class FakeClient implements ReplySink {

  final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  final List<Integer> writes = new ArrayList<>();
  Headers trailers = Headers.none();
  boolean ended;
  boolean aborted;
  int leavesBeforeWrite = Integer.MAX_VALUE;

  @Override
  public void head(ReplyHead head) {
    throw new AssertionError("the head is set before the relay begins");
  }

  @Override
  public void write(ByteBuffer chunk) throws ClientGone {
    if (ended || aborted) {
      throw new AssertionError("written after the end");
    }
    if (writes.size() >= leavesBeforeWrite) {
      throw new ClientGone("gone", new IOException("broken pipe"));
    }
    byte[] copy = new byte[chunk.remaining()];
    chunk.get(copy);
    bytes.writeBytes(copy);
    writes.add(copy.length);
  }

  @Override
  public void end(Headers fields) throws ClientGone {
    if (writes.size() >= leavesBeforeWrite) {
      throw new ClientGone("gone", new IOException("broken pipe"));
    }
    if (ended || aborted) {
      throw new AssertionError("ended twice");
    }
    ended = true;
    trailers = fields;
  }

  @Override
  public void abort() {
    aborted = true;
  }

  @Override
  public boolean committed() {
    return !writes.isEmpty() || ended;
  }

  String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
