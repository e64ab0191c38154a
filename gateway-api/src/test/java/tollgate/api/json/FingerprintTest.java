package tollgate.api.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FingerprintTest {

  private static long of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Fingerprint.of(bytes, 0, bytes.length, 16);
  }

  @Test
  void isTheSameWhereverTheBytesStand() {
    byte[] bytes = "..the same..the same..".getBytes(StandardCharsets.UTF_8);

    assertEquals(Fingerprint.of(bytes, 2, 10, 16), Fingerprint.of(bytes, 12, 20, 16));
  }

  @Test
  void isTheSameInEveryRun() {
    assertEquals(0x75E9_D5C2_A449_493EL, of("Everything is up to date."));
  }

  @Test
  void differsForEveryByteAndEveryLength() {
    var seen = new HashSet<Long>();
    for (int length = 0; length < 32; length++) {
      seen.add(of("a".repeat(length)));
      for (int i = 0; i < length; i++) {
        seen.add(of("a".repeat(i) + "b" + "a".repeat(length - i - 1)));
      }
    }

    assertEquals(32 + 31 * 32 / 2, seen.size());
  }

  @Test
  void differsForRandomBytes() {
    var random = new SplittableRandom(7);
    var seen = new HashSet<Long>();
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = new byte[3 + i % 20];
      random.nextBytes(bytes);
      seen.add(Fingerprint.of(bytes, 0, bytes.length, 64));
    }

    assertEquals(10_000, seen.size());
  }

  @Test
  void looksOnlyAtLengthAndEndsOfLongBytes() {
    String start = "s".repeat(16);
    String end = "e".repeat(16);

    assertEquals(of(start + "one" + end), of(start + "two" + end));
    assertNotEquals(of(start + "one" + end), of(start + "three" + end));
    assertNotEquals(of(start + "one" + end), of(start + "one" + end.replaceFirst("e", "x")));
  }

  @Test
  void mixesInOrder() {
    assertNotEquals(Fingerprint.mix(1, 2), Fingerprint.mix(2, 1));
  }
}
