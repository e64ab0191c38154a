package tollgate.runtime.wire;

import tollgate.api.dialect.StreamEvent;

/**
 * Hears what a framer finds in a body: every byte once and in order. The arrays are the framer's or
 * the upstream's own and valid only inside the call.
 */
public interface FrameSink {

  /** An event is complete; its bytes include the empty line or line feed that ends it. */
  void event(StreamEvent event, byte[] bytes, int from, int to);

  /** The line feed of an ending whose carriage return was told with the last event. */
  void rest(byte[] bytes, int from, int to);

  /** Bytes that belong to no event: comments, empty lines, separators, a byte order mark. */
  void between(byte[] bytes, int from, int to);

  /** A part of an event that is too long to be read; its last part has {@code last} set. */
  void unread(byte[] bytes, int from, int to, boolean last);
}
