package tollgate.runtime.call;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.provider.ExchangeReply;

/** An upstream's error on its way to the client; remembers how it begins, for the ledger's row. */
final class ErrorReply implements ExchangeReply {

  /** How much of an error's text a row keeps. */
  private static final int LIMIT = 300;

  private final ExchangeReply reply;
  private final byte[] beginning = new byte[LIMIT];
  private int kept;

  ErrorReply(ExchangeReply reply) {
    this.reply = reply;
  }

  /** The first characters of the body. */
  String excerpt() {
    return new String(beginning, 0, kept, StandardCharsets.UTF_8).strip();
  }

  @Override
  public ReplyHead head() {
    return reply.head();
  }

  @Override
  public @Nullable ByteBuffer read() throws IOException {
    ByteBuffer bytes = reply.read();
    if (bytes != null && kept < LIMIT) {
      int count = Math.min(LIMIT - kept, bytes.remaining());
      bytes.duplicate().get(beginning, kept, count);
      kept += count;
    }
    return bytes;
  }

  @Override
  public Headers trailers() {
    return reply.trailers();
  }

  @Override
  public void close() {
    reply.close();
  }
}
