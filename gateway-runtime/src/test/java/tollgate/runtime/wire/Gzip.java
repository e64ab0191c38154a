package tollgate.runtime.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Encodes bodies as upstreams and clients do. */
public final class Gzip {

  private Gzip() {}

  /** One member, flushed behind every piece, as a stream of events is. */
  public static byte[] flushed(List<byte[]> pieces) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes, 512, true)) {
      for (byte[] piece : pieces) {
        out.write(piece);
        out.flush();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** One member. */
  public static byte[] gzip(byte[] body) {
    return flushed(List.of(body));
  }

  /** Deflate data, in a zlib frame or bare. */
  public static byte[] deflate(byte[] body, boolean framed) {
    var bytes = new ByteArrayOutputStream();
    var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, !framed);
    try (OutputStream out = new DeflaterOutputStream(bytes, deflater)) {
      out.write(body);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }
}
