package tollgate.dist.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The body of one HTTP/1.1 message as it arrives. Tells a clean end from a cut one, which HTTP
 * libraries hide behind their own errors.
 */
public final class BodyStream {
  private static final byte[] NOTHING = {};

  private enum Framing {
    FIXED,
    CHUNKED,
    UNTIL_CLOSE
  }

  private final InputStream in;
  private final Framing framing;
  private long left;
  private boolean ended;
  private boolean clean;
  private List<Field> trailers = List.of();
  private byte[] unread = NOTHING;

  private BodyStream(InputStream in, Framing framing, long left) {
    this.in = in;
    this.framing = framing;
    this.left = left;
  }

  /** The body of a request: without a length it has none. */
  static BodyStream ofRequest(Head head, InputStream in) throws IOException {
    if (chunked(head)) {
      return new BodyStream(in, Framing.CHUNKED, 0);
    }
    return new BodyStream(in, Framing.FIXED, length(head).orElse(0L));
  }

  /** The body of a reply: without a length it lasts until the peer closes. */
  static BodyStream ofReply(Head head, InputStream in, boolean bodiless) throws IOException {
    if (bodiless) {
      return new BodyStream(in, Framing.FIXED, 0);
    }
    if (chunked(head)) {
      return new BodyStream(in, Framing.CHUNKED, 0);
    }
    Optional<Long> length = length(head);
    return length.isPresent()
        ? new BodyStream(in, Framing.FIXED, length.get())
        : new BodyStream(in, Framing.UNTIL_CLOSE, 0);
  }

  private static boolean chunked(Head head) {
    return head.all("transfer-encoding").stream()
        .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("chunked"));
  }

  private static Optional<Long> length(Head head) {
    return head.first("content-length").map(Long::valueOf);
  }

  /** Waits for the next bytes; empty at the end, clean or not. */
  public byte[] some() throws IOException {
    if (unread.length > 0) {
      byte[] bytes = unread;
      unread = NOTHING;
      return bytes;
    }
    if (ended) {
      return NOTHING;
    }
    try {
      return framing == Framing.UNTIL_CLOSE ? read(Integer.MAX_VALUE) : readMeasured();
    } catch (SocketException cut) {
      return end(false);
    }
  }

  private byte[] readMeasured() throws IOException {
    if (left == 0) {
      if (framing == Framing.FIXED) {
        return end(true);
      }
      String size = chunkSize();
      if (size.isEmpty()) {
        return end(false);
      }
      left = Long.parseLong(size, 16);
      if (left == 0) {
        trailers = Head.fields(in);
        return end(true);
      }
    }
    byte[] bytes = read(left);
    left -= bytes.length;
    return bytes;
  }

  /** The line end of the chunk before may come together with the next size, and not sooner. */
  private String chunkSize() throws IOException {
    var size = new ByteArrayOutputStream();
    int next = in.read();
    while (next >= 0 && (next != '\n' || size.size() == 0)) {
      if (next > ' ') {
        size.write(next);
      }
      next = in.read();
    }
    return next < 0 ? "" : size.toString(StandardCharsets.ISO_8859_1);
  }

  private byte[] read(long most) throws IOException {
    byte[] buffer = new byte[(int) Math.min(most, 65_536)];
    int count = in.read(buffer);
    if (count < 0) {
      return end(framing == Framing.UNTIL_CLOSE);
    }
    return Arrays.copyOf(buffer, count);
  }

  private byte[] end(boolean properly) {
    ended = true;
    clean = properly;
    return NOTHING;
  }

  /** Waits for the end and returns what came before it. */
  public byte[] rest() throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (byte[] some = some(); some.length > 0; some = some()) {
      bytes.write(some);
    }
    return bytes.toByteArray();
  }

  /** Waits for that many bytes; fewer only at the end. */
  public byte[] exactly(int count) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (byte[] some = NOTHING; bytes.size() < count; bytes.write(some)) {
      some = some();
      if (some.length == 0) {
        return bytes.toByteArray();
      }
    }
    byte[] all = bytes.toByteArray();
    unread = Arrays.copyOfRange(all, count, all.length);
    return Arrays.copyOf(all, count);
  }

  /** Whether the body has come to an end that its framing announces; asked after the end. */
  public boolean clean() {
    return ended && clean;
  }

  /** The fields after the last chunk; asked after the end. */
  public List<Field> trailers() {
    return trailers;
  }
}
