package tollgate.runtime.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import tollgate.api.call.Headers;
import tollgate.runtime.problem.RequestProblem;

/**
 * Decodes request bodies so that a dialect can read them. The encoded bytes stay what is sent; only
 * a call whose body is edited is sent decoded, and then without its {@code content-encoding}.
 */
public final class RequestCoding {

  private RequestCoding() {}

  /**
   * The body as the client meant it.
   *
   * @param limit the most bytes a body may have, decoded as well: a few bytes of gzip can stand for
   *     gigabytes
   * @return the body itself when it is not encoded, else a decoded copy
   * @throws tollgate.runtime.problem.ProblemException for a coding that cannot be decoded, a body
   *     that is not in it, or one that is longer than the limit
   */
  public static byte[] decode(byte[] body, Headers headers, long limit) {
    String coding = String.join(", ", headers.all("content-encoding")).strip();
    return switch (coding.toLowerCase(Locale.ROOT)) {
      case "", "identity" -> body;
      case "gzip", "x-gzip" -> decoded(body, coding, limit);
      case "deflate" -> decoded(body, coding, limit);
      default -> throw RequestProblem.REQUEST_UNSUPPORTED_CODING.exception(coding);
    };
  }

  private static byte[] decoded(byte[] body, String coding, long limit) {
    try (InputStream in = open(body, coding)) {
      byte[] decoded = in.readNBytes((int) Math.min(limit + 1, Integer.MAX_VALUE - 8));
      if (decoded.length > limit) {
        throw RequestProblem.REQUEST_TOO_LARGE.exception(limit);
      }
      return decoded;
    } catch (IOException broken) {
      throw RequestProblem.REQUEST_BAD_CODING.exception(coding);
    }
  }

  private static InputStream open(byte[] body, String coding) throws IOException {
    var in = new ByteArrayInputStream(body);
    if (!coding.equalsIgnoreCase("deflate")) {
      return new GZIPInputStream(in);
    }
    return ZlibHeader.isAt(body, 0, body.length)
        ? new InflaterInputStream(in)
        : new RawInflaterStream(in);
  }

  /** Deflate without the zlib frame, as some clients send it. */
  private static final class RawInflaterStream extends InflaterInputStream {
    RawInflaterStream(InputStream in) {
      super(in, new Inflater(true));
    }

    @Override
    public void close() throws IOException {
      try {
        super.close();
      } finally {
        inf.end();
      }
    }
  }
}
