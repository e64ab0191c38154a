package tollgate.runtime.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SideInflaterTest {

  private static final byte[] TEXT =
      "data: {\"text\":\"hello hello hello\"}\n\n".repeat(500).getBytes(StandardCharsets.UTF_8);

  @Test
  void decodesHoweverABodyIsCut() throws UnreadableCoding {
    for (int seed = 0; seed < 300; seed++) {
      var random = new SplittableRandom(seed);

      assertArrayEquals(TEXT, decode("gzip", Gzip.gzip(TEXT), random), "seed " + seed);
      assertArrayEquals(TEXT, decode("x-gzip", Gzip.gzip(TEXT), random), "seed " + seed);
      assertArrayEquals(TEXT, decode("Deflate", Gzip.deflate(TEXT, true), random), "seed " + seed);
      assertArrayEquals(TEXT, decode("deflate", Gzip.deflate(TEXT, false), random), "seed " + seed);
    }
  }

  @Test
  void decodesWhatWasFlushedBeforeTheRestHasCome() throws UnreadableCoding {
    byte[] first = "data: 1\n\n".getBytes(StandardCharsets.UTF_8);
    byte[] whole = Gzip.flushed(List.of(first, TEXT));
    byte[] begun = Arrays.copyOf(whole, Gzip.flushed(List.of(first)).length - 10);

    assertArrayEquals(first, decode("gzip", begun, new SplittableRandom(1)));
  }

  @Test
  void decodesSeveralMembersAndIgnoresPaddingBehindThem() throws UnreadableCoding {
    var body = new ByteArrayOutputStream();
    body.writeBytes(Gzip.gzip(new byte[] {1, 2}));
    body.writeBytes(Gzip.gzip(new byte[] {3}));
    body.writeBytes(new byte[20]);

    assertArrayEquals(
        new byte[] {1, 2, 3}, decode("gzip", body.toByteArray(), new SplittableRandom(2)));
  }

  @Test
  void skipsEveryOptionalPartOfAGzipHeader() throws UnreadableCoding {
    byte[] plain = Gzip.gzip(TEXT);
    var body = new ByteArrayOutputStream();
    body.writeBytes(new byte[] {0x1F, (byte) 0x8B, 8, 0x1E, 0, 0, 0, 0, 0, 0});
    body.writeBytes(new byte[] {3, 0, 'x', 0, 'y'});
    body.writeBytes("name\0comment\0".getBytes(StandardCharsets.ISO_8859_1));
    body.writeBytes(new byte[] {0, 0});
    body.write(plain, 10, plain.length - 10);

    assertArrayEquals(TEXT, decode("gzip", body.toByteArray(), new SplittableRandom(3)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "zstd", "compress", "gzip, gzip"})
  void knowsNoOtherCoding(String coding) {
    assertThrows(UnreadableCoding.class, () -> SideInflater.of(coding));
  }

  @Test
  void saysWhenBytesAreNotInTheCoding() {
    byte[] damaged = Gzip.gzip(TEXT);
    damaged[20] ^= 0x55;
    damaged[21] ^= 0x55;

    assertThrows(
        UnreadableCoding.class, () -> decode("gzip", TEXT.clone(), new SplittableRandom(4)));
    assertThrows(UnreadableCoding.class, () -> decode("gzip", damaged, new SplittableRandom(5)));
  }

  @Test
  void leavesTheBytesItReadsAlone() throws UnreadableCoding {
    ByteBuffer direct = ByteBuffer.allocateDirect(4096).put(Gzip.gzip(TEXT)).flip();
    int before = direct.remaining();
    var decoded = new ByteArrayOutputStream();

    try (var inflater = SideInflater.of("gzip")) {
      inflater.inflate(direct, piece -> keep(piece, decoded));
    }

    assertEquals(before, direct.remaining());
    assertArrayEquals(TEXT, decoded.toByteArray());
  }

  @Test
  void decodesABombPieceByPiece() throws UnreadableCoding {
    byte[] bomb = Gzip.gzip(new byte[50_000_000]);
    long[] most = {0};
    long[] all = {0};

    try (var inflater = SideInflater.of("gzip")) {
      inflater.inflate(
          ByteBuffer.wrap(bomb),
          piece -> {
            most[0] = Math.max(most[0], piece.remaining());
            all[0] += piece.remaining();
          });
    }

    assertEquals(50_000_000, all[0]);
    assertTrue(most[0] <= 8 * 1024, "a piece had " + most[0] + " bytes");
  }

  private static byte[] decode(String coding, byte[] encoded, SplittableRandom random)
      throws UnreadableCoding {
    var decoded = new ByteArrayOutputStream();
    try (var inflater = SideInflater.of(coding)) {
      for (byte[] piece : Chunks.cut(encoded, random)) {
        inflater.inflate(Chunks.buffer(piece), out -> keep(out, decoded));
      }
    }
    return decoded.toByteArray();
  }

  private static void keep(ByteBuffer piece, ByteArrayOutputStream decoded) {
    byte[] copy = new byte[piece.remaining()];
    piece.get(copy);
    decoded.writeBytes(copy);
  }
}
