package tollgate.runtime.socket;

import java.nio.ByteBuffer;

/** What an end of a connection has to tell, in the order in which it came. */
public sealed interface Heard {

  /**
   * A whole message.
   *
   * @param text whether it came as text
   * @param bytes its bytes, for whoever takes it
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Message(boolean text, byte[] bytes) implements Heard {}

  /** A message that is longer than its end takes; nothing comes behind it. */
  record TooLong() implements Heard {}

  /**
   * A part of a message.
   *
   * @param text whether the message is text
   * @param first whether the message begins with it
   * @param last whether it ends with it
   * @param bytes valid until {@link #done}
   */
  record Piece(boolean text, boolean first, boolean last, ByteBuffer bytes, Runnable release)
      implements Heard {

    /** Lets go of the bytes and asks for the next piece. */
    public void done() {
      release.run();
    }
  }

  /** The connection is over; nothing comes behind it. */
  record Closed(Farewell farewell) implements Heard {}
}
