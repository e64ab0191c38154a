package tollgate.dist.kit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RechunkerTest {
  private static final byte[] BYTES = Recording.CHAT_STREAM.bytes();

  @Test
  void losesNoByte() {
    for (long seed = 0; seed < 50; seed++) {
      List<byte[]> pieces = bytes(Rechunker.seeded(seed).split(BYTES));

      assertArrayEquals(BYTES, Recording.join(pieces), "seed " + seed);
    }
  }

  @Test
  void dividesTheSameWayForTheSameSeed() {
    List<Integer> first = sizes(Rechunker.seeded(7).split(BYTES));
    List<Integer> second = sizes(Rechunker.seeded(7).split(BYTES));

    assertEquals(first, second);
    assertTrue(first.size() > 10, "hardly divided: " + first);
  }

  @Test
  void dividesAtGivenPoints() {
    List<byte[]> pieces = Rechunker.at(new byte[] {1, 2, 3, 4}, 1, 3);

    assertEquals(List.of(1, 2, 1), pieces.stream().map(piece -> piece.length).toList());
  }

  private static List<byte[]> bytes(List<Rechunker.Piece> pieces) {
    return pieces.stream().map(Rechunker.Piece::bytes).toList();
  }

  private static List<Integer> sizes(List<Rechunker.Piece> pieces) {
    return pieces.stream().map(piece -> piece.bytes().length).toList();
  }
}
