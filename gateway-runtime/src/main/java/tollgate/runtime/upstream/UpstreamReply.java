package tollgate.runtime.upstream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.json.JsonView;
import tollgate.api.provider.ReplyNotes;
import tollgate.runtime.json.JsonDocument;
import tollgate.runtime.json.MalformedJson;

/** A reply as callers get it: tells the breaker how it ended and lets go of what watched it. */
final class UpstreamReply implements NotedReply {

  /** What a gateway before the provider answers when its own breaker is open. */
  private static final byte[] SHORT_CIRCUIT =
      "\"short-circuit\"".getBytes(StandardCharsets.US_ASCII);

  /** The longest error that is read for its meaning. */
  private static final int LONGEST_ERROR = 32 * 1024;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private final Attempt attempt;
  private final Breaker.Pass pass;
  private final Runnable letGo;
  private boolean peeked;
  private @Nullable ByteBuffer first;
  private ReplyNotes notes = ReplyNotes.NONE;

  UpstreamReply(Attempt attempt, Breaker.Pass pass, Runnable letGo) {
    this.attempt = attempt;
    this.pass = pass;
    this.letGo = letGo;
  }

  /** Whether the body begins with word of another gateway's open breaker. */
  boolean isShortCircuit() throws UpstreamFailure {
    ByteBuffer beginning = beginning();
    for (int i = beginning.position(); i <= beginning.limit() - SHORT_CIRCUIT.length; i++) {
      if (matches(beginning, i)) {
        return true;
      }
    }
    return false;
  }

  /** The body where it is a document that came in one piece, as errors do; else a missing one. */
  JsonView error() throws UpstreamFailure {
    ByteBuffer beginning = beginning();
    if (beginning.remaining() > LONGEST_ERROR) {
      return JsonDocument.missing();
    }
    byte[] copy = new byte[beginning.remaining()];
    beginning.get(copy);
    try {
      return JsonDocument.scan(copy).root();
    } catch (MalformedJson notWhole) {
      return JsonDocument.missing();
    }
  }

  /** The first piece of the body, which {@link #read} gives out none the less. */
  private ByteBuffer beginning() throws UpstreamFailure {
    if (!peeked) {
      first = attempt.read();
      peeked = true;
    }
    return first == null ? NOTHING.duplicate() : first.duplicate();
  }

  private static boolean matches(ByteBuffer bytes, int at) {
    for (int i = 0; i < SHORT_CIRCUIT.length; i++) {
      if (bytes.get(at + i) != SHORT_CIRCUIT[i]) {
        return false;
      }
    }
    return true;
  }

  void noted(ReplyNotes read) {
    notes = read;
  }

  @Override
  public ReplyNotes notes() {
    return notes;
  }

  @Override
  public ReplyHead head() {
    return attempt.head();
  }

  @Override
  public @Nullable ByteBuffer read() throws UpstreamFailure {
    ByteBuffer bytes = next();
    if (bytes == null) {
      pass.succeeded();
      letGo.run();
    }
    return bytes;
  }

  private @Nullable ByteBuffer next() throws UpstreamFailure {
    if (peeked) {
      ByteBuffer bytes = first;
      peeked = false;
      first = null;
      return bytes;
    }
    try {
      return attempt.read();
    } catch (Cancelled cancelled) {
      pass.dropped();
      throw cancelled;
    } catch (UpstreamFailure failure) {
      pass.failed();
      throw failure;
    }
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
