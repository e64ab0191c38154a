package tollgate.dist.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Divides bytes at other points than the sender would, as networks do: in the midst of an event, of
 * a UTF-8 sequence, of a line end.
 */
public final class Rechunker {

  /** A piece and for how long nothing follows it. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares or keeps these
  public record Piece(byte[] bytes, Duration pause) {}

  private final RandomGenerator random;

  private Rechunker(RandomGenerator random) {
    this.random = random;
  }

  /** Divides at random; the same seed divides the same way. */
  public static Rechunker seeded(long seed) {
    return new Rechunker(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
  }

  /** The bytes divided before each of these points. */
  public static List<byte[]> at(byte[] bytes, int... points) {
    var pieces = new ArrayList<byte[]>();
    int begin = 0;
    for (int point : points) {
      pieces.add(Arrays.copyOfRange(bytes, begin, point));
      begin = point;
    }
    pieces.add(Arrays.copyOfRange(bytes, begin, bytes.length));
    return pieces;
  }

  /**
   * The bytes in pieces of 1 byte to a few kilobytes, with a short pause after one piece in eight.
   * Small and large pieces are as likely: a uniform choice would hardly ever split an event twice.
   */
  public List<Piece> split(byte[] bytes) {
    var pieces = new ArrayList<Piece>();
    int at = 0;
    while (at < bytes.length) {
      int size = 1 + random.nextInt(1 << random.nextInt(13));
      int end = Math.min(bytes.length, at + size);
      Duration pause =
          random.nextInt(8) == 0 ? Duration.ofNanos(random.nextInt(2_000_000)) : Duration.ZERO;
      pieces.add(new Piece(Arrays.copyOfRange(bytes, at, end), pause));
      at = end;
    }
    return pieces;
  }

  /** Streams the bytes so divided; some pieces become several chunks of one write. */
  public Script stream(String contentType, byte[] bytes) {
    List<Piece> pieces = split(bytes);
    return (request, leg) -> {
      leg.head(200, Scripts.chunked(contentType));
      for (Piece piece : pieces) {
        leg.chunk(piece.bytes());
        if (hasLeft(leg, piece)) {
          return;
        }
      }
      leg.endChunks();
    };
  }

  /** Sends a body of known length so divided. */
  public Script body(String contentType, byte[] bytes) {
    List<Piece> pieces = split(bytes);
    return (request, leg) -> {
      leg.head(200, Scripts.sized(contentType, bytes.length));
      for (Piece piece : pieces) {
        leg.raw(piece.bytes());
        if (hasLeft(leg, piece)) {
          return;
        }
      }
    };
  }

  /** Whether the gateway left in the pause after a piece. */
  private static boolean hasLeft(Leg leg, Piece piece) {
    return !piece.pause().isZero() && leg.closedWithin(piece.pause()).isPresent();
  }
}
