package tollgate.runtime.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.provider.ExchangeReply;
import tollgate.runtime.wire.Chunks;

/** A reply that comes in prepared pieces, and then ends, breaks or does what it is told. */
final class FakeUpstream implements ExchangeReply {

  /** One read: bytes, an end, a failure, or whatever else happens meanwhile. */
  interface Read {
    ByteBuffer run() throws IOException;
  }

  private final ReplyHead head;
  private final Deque<Read> reads = new ArrayDeque<>();
  private Headers trailers = Headers.none();
  private ByteBuffer last = ByteBuffer.allocate(0);
  private boolean ended;
  int readsAfterClose;
  boolean closed;

  FakeUpstream(Headers headers) {
    head = new ReplyHead(200, headers);
  }

  static FakeUpstream of(List<byte[]> pieces, Headers headers) {
    var upstream = new FakeUpstream(headers);
    pieces.forEach(upstream::then);
    return upstream;
  }

  static FakeUpstream stream(List<byte[]> pieces) {
    return of(pieces, Headers.of("content-type", "text/event-stream"));
  }

  FakeUpstream then(byte[] piece) {
    return thenDo(() -> Chunks.buffer(piece));
  }

  FakeUpstream thenDo(Read read) {
    reads.add(read);
    return this;
  }

  FakeUpstream thenBreak() {
    return thenDo(() -> {
      throw new IOException("connection reset");
    });
  }

  FakeUpstream withTrailers(Headers fields) {
    trailers = fields;
    return this;
  }

  @Override
  public ReplyHead head() {
    return head;
  }

  @Override
  public ByteBuffer read() throws IOException {
    spoil();
    if (closed) {
      readsAfterClose++;
      throw new IOException("closed");
    }
    if (reads.isEmpty()) {
      ended = true;
      return null;
    }
    last = reads.remove().run();
    return last;
  }

  @Override
  public Headers trailers() {
    if (!ended) {
      throw new IllegalStateException("trailers come after the body");
    }
    return trailers;
  }

  @Override
  public void close() {
    closed = true;
    spoil();
  }

  /** A buffer is valid until the next call only: whoever keeps it finds it changed. */
  private void spoil() {
    if (last != null && last.hasArray()) {
      Arrays.fill(last.array(), (byte) '!');
    }
  }
}
