package tollgate.runtime.relay;

import java.nio.ByteBuffer;

/**
 * Collects what of one upstream read goes to the client when some of it may not. As long as that is
 * one stretch of the upstream's own buffer, nothing is copied.
 */
final class Passage {

  private static final byte[] NOTHING = {};

  private byte[] buffer = NOTHING;
  private int from;
  private int to;
  private boolean copied;

  /** Begins to collect from a buffer. */
  void begin(ByteBuffer upstreamBytes) {
    buffer = upstreamBytes.array();
    from = upstreamBytes.arrayOffset() + upstreamBytes.position();
    to = from;
    copied = false;
  }

  /** Lets bytes pass, behind those that did before. */
  void add(byte[] bytes, int begin, int end) {
    if (begin == end) {
      return;
    }
    boolean inPlace = bytes == buffer && !copied;
    if (inPlace && (from == to || begin == to)) {
      from = from == to ? begin : from;
      to = end;
      return;
    }
    copy(bytes, begin, end);
  }

  /** Everything that passed, valid as long as the upstream's buffer is. */
  ByteBuffer take() {
    return ByteBuffer.wrap(buffer, from, to - from);
  }

  private void copy(byte[] bytes, int begin, int end) {
    int length = to - from;
    int needed = length + end - begin;
    if (!copied || needed > buffer.length) {
      byte[] room = new byte[Math.max(needed, 2 * length)];
      System.arraycopy(buffer, from, room, 0, length);
      buffer = room;
      copied = true;
    }
    System.arraycopy(bytes, begin, buffer, length, end - begin);
    from = 0;
    to = needed;
  }
}
