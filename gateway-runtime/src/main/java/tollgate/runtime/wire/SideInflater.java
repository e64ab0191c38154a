package tollgate.runtime.wire;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decodes a reply piece by piece beside its way to the client. What has been sent so far can be
 * read at once, also in the midst of a stream; checksums are not looked at, for the bytes that
 * count are the client's.
 */
public final class SideInflater implements AutoCloseable {

  private static final int PIECE_BYTES = 8 * 1024;

  /**
   * Beyond this a reply is not read any more: some bytes can stand for a thousand times as many.
   */
  private static final long MOST_DECODED_BYTES = 1L << 30;

  private enum Stage {
    HEADER,
    DATA,
    TRAILER,
    DONE
  }

  private final CodingHeader header;
  private final Inflater inflater = new Inflater(true);
  private final byte[] piece = new byte[PIECE_BYTES];
  private Stage stage = Stage.HEADER;
  private int trailerLeft;
  private long decoded;

  private SideInflater(CodingHeader header) {
    this.header = header;
  }

  /**
   * A decoder for one reply.
   *
   * @param coding the value of {@code content-encoding}
   * @throws UnreadableCoding for anything but gzip and deflate
   */
  public static SideInflater of(String coding) throws UnreadableCoding {
    return switch (coding.strip().toLowerCase(Locale.ROOT)) {
      case "gzip", "x-gzip" -> new SideInflater(new GzipHeader());
      case "deflate" -> new SideInflater(new DeflateHeader());
      default -> throw new UnreadableCoding("the encoding " + coding + " is not known");
    };
  }

  /**
   * Decodes the next bytes.
   *
   * @param decodedPiece gets what they stand for, in pieces that are valid only inside the call
   */
  public void inflate(ByteBuffer encoded, Consumer<ByteBuffer> decodedPiece)
      throws UnreadableCoding {
    ByteBuffer in = encoded.duplicate();
    try {
      while (in.hasRemaining()) {
        switch (stage) {
          case HEADER -> readHeader(in, decodedPiece);
          case DATA -> {
            inflater.setInput(in);
            readData(decodedPiece);
          }
          case TRAILER -> skipTrailer(in);
          case DONE -> in.position(in.limit());
        }
      }
    } catch (DataFormatException broken) {
      throw new UnreadableCoding("the encoded bytes are damaged: " + broken.getMessage());
    }
  }

  private void readHeader(ByteBuffer in, Consumer<ByteBuffer> decodedPiece)
      throws UnreadableCoding, DataFormatException {
    if (header.take(in.get())) {
      stage = Stage.DATA;
      inflater.setInput(header.dataTaken());
      readData(decodedPiece);
    }
  }

  private void readData(Consumer<ByteBuffer> decodedPiece)
      throws UnreadableCoding, DataFormatException {
    int length = inflater.inflate(piece);
    while (length > 0) {
      decoded += length;
      if (decoded > MOST_DECODED_BYTES) {
        throw new UnreadableCoding("more than " + MOST_DECODED_BYTES + " decoded bytes");
      }
      decodedPiece.accept(ByteBuffer.wrap(piece, 0, length));
      length = inflater.inflate(piece);
    }
    if (inflater.needsDictionary()) {
      throw new UnreadableCoding("a dictionary is needed");
    }
    if (inflater.finished()) {
      stage = Stage.TRAILER;
      trailerLeft = header.trailerBytes();
    }
  }

  /** Another member may follow; anything else behind the data is padding. */
  private void skipTrailer(ByteBuffer in) {
    int skipped = Math.min(trailerLeft, in.remaining());
    in.position(in.position() + skipped);
    trailerLeft -= skipped;
    if (trailerLeft == 0 && in.hasRemaining()) {
      boolean another = header.isBegunBy(in.get(in.position()));
      stage = another ? Stage.HEADER : Stage.DONE;
      inflater.reset();
      header.reset();
    }
  }

  /** Frees the decoder's memory outside the heap. */
  @Override
  public void close() {
    inflater.end();
  }
}
