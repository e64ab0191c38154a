package tollgate.runtime.upstream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.provider.ExchangeReply;

/** A reply as callers get it: tells the breaker how it ended and lets go of what watched it. */
final class UpstreamReply implements ExchangeReply {

  /** What a gateway before the provider answers when its own breaker is open. */
  private static final byte[] SHORT_CIRCUIT =
      "\"short-circuit\"".getBytes(StandardCharsets.US_ASCII);

  private final Attempt attempt;
  private final Breaker.Pass pass;
  private final Runnable letGo;
  private @Nullable ByteBuffer first;

  UpstreamReply(Attempt attempt, Breaker.Pass pass, Runnable letGo) {
    this.attempt = attempt;
    this.pass = pass;
    this.letGo = letGo;
  }

  /** Whether the body begins with word of another gateway's open breaker. */
  boolean isShortCircuit() throws UpstreamFailure {
    first = read();
    if (first == null) {
      return false;
    }
    for (int i = first.position(); i <= first.limit() - SHORT_CIRCUIT.length; i++) {
      if (matches(first, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(ByteBuffer bytes, int at) {
    for (int i = 0; i < SHORT_CIRCUIT.length; i++) {
      if (bytes.get(at + i) != SHORT_CIRCUIT[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public ReplyHead head() {
    return attempt.head();
  }

  @Override
  public @Nullable ByteBuffer read() throws UpstreamFailure {
    if (first != null) {
      ByteBuffer bytes = first;
      first = null;
      return bytes;
    }
    ByteBuffer bytes;
    try {
      bytes = attempt.read();
    } catch (Cancelled cancelled) {
      pass.dropped();
      throw cancelled;
    } catch (UpstreamFailure failure) {
      pass.failed();
      throw failure;
    }
    if (bytes == null) {
      pass.succeeded();
      letGo.run();
    }
    return bytes;
  }

  @Override
  public Headers trailers() {
    return attempt.trailers();
  }

  @Override
  public void close() {
    letGo.run();
    attempt.close();
    pass.dropped();
  }
}
