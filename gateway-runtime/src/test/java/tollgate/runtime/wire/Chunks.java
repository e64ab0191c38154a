package tollgate.runtime.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Cuts bytes into pieces that never share an array, as reads from a network may come. */
public final class Chunks {

  private Chunks() {}

  /** Pieces of random lengths; some seeds cut finely, some coarsely. */
  public static List<byte[]> cut(byte[] bytes, RandomGenerator random) {
    int most = 1 + random.nextInt(random.nextBoolean() ? 4 : 2 * bytes.length + 1);
    var pieces = new ArrayList<byte[]>();
    for (int from = 0; from < bytes.length; ) {
      int to = Math.min(bytes.length, from + 1 + random.nextInt(most));
      pieces.add(Arrays.copyOfRange(bytes, from, to));
      from = to;
    }
    return pieces;
  }

  /** A buffer whose bytes begin somewhere inside its array, to find forgotten offsets. */
  public static ByteBuffer buffer(byte[] piece) {
    byte[] array = new byte[piece.length + 5];
    Arrays.fill(array, (byte) '\n');
    System.arraycopy(piece, 0, array, 3, piece.length);
    return ByteBuffer.wrap(array, 3, piece.length).slice();
  }
}
