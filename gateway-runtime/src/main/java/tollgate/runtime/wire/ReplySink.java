package tollgate.runtime.wire;

import java.nio.ByteBuffer;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;

/**
 * Where a reply goes: the client's leg of one call. Only the call's own thread writes. Every method
 * may block until the client has taken the bytes.
 */
public interface ReplySink {

  /**
   * Sets status and fields, which must already be free of hop-by-hop fields. Nothing is sent before
   * the first {@link #write} or {@link #end}, so a reply can still be replaced by a refusal until
   * then.
   */
  void head(ReplyHead head);

  /**
   * Sends bytes to the network at once.
   *
   * @throws ClientGone when the client does not listen any more
   */
  void write(ByteBuffer bytes) throws ClientGone;

  /** Ends the reply properly, with trailer fields if there are any. */
  void end(Headers trailers) throws ClientGone;

  /** Breaks the reply off so that the client cannot take it for complete. Never throws. */
  void abort();

  /** Whether any byte has left: from then on the head cannot be changed. */
  boolean committed();
}
