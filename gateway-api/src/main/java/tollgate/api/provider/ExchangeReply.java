package tollgate.api.provider;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;

/**
 * A reply that is being read. One thread reads; {@link #close} may come from any.
 *
 * @since 1.0
 */
public interface ExchangeReply extends AutoCloseable {

  /** Status and fields. */
  ReplyHead head();

  /**
   * The next bytes as they come, at least one; {@code null} at the legitimate end. Blocks. The
   * buffer is valid until the next call.
   *
   * @throws IOException when the upstream broke off: a broken reply never looks like an end
   */
  @SuppressWarnings("exports") // an annotation that nobody needs to have
  @Nullable ByteBuffer read() throws IOException;

  /** The fields after the body; none until {@link #read} has given the legitimate end. */
  default Headers trailers() {
    return Headers.none();
  }

  /**
   * Ends the exchange: cancels the upstream when the end was not reached. Never throws or blocks.
   */
  @Override
  void close();
}
