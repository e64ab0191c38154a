package tollgate.runtime.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.json.Json;
import tollgate.api.json.JsonView;

class JsonScannerTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " [ ] ",
        "0",
        "-0",
        "1.5e-7",
        "\"\"",
        "true",
        "false",
        "null",
        "[[],{}]",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "{\"a\":1,\"a\":2}",
        "[1,\"\",{\"\":[]}]"
      })
  void acceptsWhatIsJson(String text) throws MalformedJson {
    JsonDocument.scan(Views.utf8(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | an early end | 0",
        "[ | an early end | 1",
        "[1 | neither comma nor bracket after an item | 2",
        "[1,] | no value | 3",
        "[01] | neither comma nor bracket after an item | 2",
        "{\"a\" 1} | no colon after a member name | 5",
        "{\"a\":1,} | no member name | 7",
        "{a:1} | no member name | 1",
        "{\"a\":1 | neither comma nor brace after a member | 6",
        "\"abc | a string without an end | 4",
        "\"a\\x\" | an unknown escape | 2",
        "\"\\u12g4\" | an escape without four hexadecimal digits | 5",
        "tru | an unknown word | 0",
        "nulL | an unknown word | 0",
        "- | a number without digits | 1",
        "1. | a number without digits | 2",
        "1e+ | a number without digits | 3",
        "+1 | no value | 0",
        "NaN | no value | 0",
        "1 2 | something after the document | 2",
        "{} // x | something after the document | 3",
        "'a' | no value | 0",
      })
  void saysWhatIsWrongAndWhere(String text, String reason, int offset) {
    var malformed = assertThrows(MalformedJson.class, () -> JsonDocument.scan(Views.utf8(text)));

    assertEquals(reason, malformed.reason());
    assertEquals(offset, malformed.offset());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 15, 16, 31})
  void noticesEveryControlCharacterWhereverItStandsInAText(int before) {
    for (char c = 0; c < ' '; c++) {
      String text = "\"" + "x".repeat(before) + c + "yyyyyyyyyyyyyyyyyyyy\"";

      var malformed = assertThrows(MalformedJson.class, () -> JsonDocument.scan(Views.utf8(text)));

      assertEquals("a control character in a string", malformed.reason());
      assertEquals(before + 1, malformed.offset());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[],", "{},", "1,", "\"\",", "[[[1]]],"})
  void takesNoMoreMemoryThanAFewTapesForABodyOfNothingButValues(String piece) {
    byte[] body =
        ("[" + piece.repeat(25_000_000 / piece.length())).getBytes(StandardCharsets.UTF_8);
    var meter = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = meter.getCurrentThreadAllocatedBytes();
    var tooMuch = assertThrows(MalformedJson.class, () -> JsonDocument.scan(body));
    long allocated = meter.getCurrentThreadAllocatedBytes() - before;

    assertEquals("too many values", tooMuch.reason());
    assertTrue(tooMuch.isBeyondLimits());
    assertTrue(allocated < body.length, () -> allocated + " bytes for one of " + body.length);
  }

  @Test
  void countsOffsetsFromTheDocumentNotTheArray() {
    byte[] bytes = Views.utf8("xxxx[1,}yy");

    var malformed = assertThrows(MalformedJson.class, () -> JsonDocument.scan(bytes, 4, 4));

    assertEquals(3, malformed.offset());
  }

  @Test
  void looksAtNothingOutsideItsPart() throws MalformedJson {
    byte[] bytes = Views.utf8("\"\"\"[12]34");

    assertEquals(12, JsonDocument.scan(bytes, 3, 4).root().at("/0").asLong().orElseThrow());
  }

  @Test
  void endsAtTheDepthLimit() throws MalformedJson {
    int limit = JsonScanner.DEPTH_LIMIT;
    JsonDocument.scan(Views.utf8("[".repeat(limit) + "]".repeat(limit)));

    var malformed =
        assertThrows(
            MalformedJson.class, () -> JsonDocument.scan(Views.utf8("[".repeat(1_000_000))));

    assertEquals("more than 512 levels", malformed.reason());
    assertEquals(limit, malformed.offset());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c0 80",
        "c1 bf",
        "c3",
        "c3 28",
        "80",
        "bf",
        "e0 80 80",
        "e0 9f bf",
        "e2 82",
        "e2 28 a1",
        "ed a0 80",
        "ed bf bf",
        "f0 80 80 80",
        "f0 8f bf bf",
        "f0 9f 98",
        "f4 90 80 80",
        "f5 80 80 80",
        "ff",
        "fe",
        "ef bb"
      })
  void refusesWhatIsNotUtf8(String hex) {
    byte[] text = inQuotes(hex);

    var malformed = assertThrows(MalformedJson.class, () -> JsonDocument.scan(text));

    assertEquals("a byte that is not UTF-8", malformed.reason());
    assertEquals(1, malformed.offset());
  }

  @Test
  void refusesAByteOrderMark() {
    assertThrows(MalformedJson.class, () -> JsonDocument.scan(Views.utf8("\uFEFF{}")));
  }

  @Test
  void growsItsTapeForBodiesOfManyValues() throws MalformedJson {
    int count = 200_000;
    String text = "[" + "[1],".repeat(count - 1) + "[1]]";

    JsonView root = JsonDocument.scan(Views.utf8(text)).root();

    assertEquals(count, root.size());
    assertTrue(root.at("/" + (count - 1) + "/0").exists());
  }

  @Test
  void readsOneDocumentAfterTheOther() {
    var scanner = new JsonScanner();

    assertEquals(1, read(scanner, "{\"a\":1}").at("/a").asLong().orElseThrow());
    assertEquals(JsonView.Kind.MISSING, read(scanner, "{\"a\":").kind());
    assertEquals(2, read(scanner, "[[[2]]]").at("/0/0/0").asLong().orElseThrow());
    assertEquals(JsonView.Kind.MISSING, read(scanner, "").kind());
  }

  @Test
  void readsRandomDocumentsAsAnotherParserDoes() throws MalformedJson {
    for (int seed = 0; seed < 4_000; seed++) {
      String text = RandomJson.document(new SplittableRandom(seed));
      JsonDocument document = JsonDocument.scan(Views.utf8(text));

      Json expected = JsonText.parse(text.replace("\\ud800\\ud83d", "\\ufffd\\ud83d"));
      Json found = Views.tree(document.root(), document.tape());

      assertEquals(withoutHalves(Json.encode(expected)), Json.encode(found), "seed " + seed);
    }
  }

  @Test
  void refusesExactlyWhatIsNotUtf8OrAnotherParserRefuses() {
    for (int seed = 0; seed < 20_000; seed++) {
      var random = new SplittableRandom(seed);
      byte[] bytes = damaged(Views.utf8(RandomJson.document(random)), random);

      String ours = complaint(() -> JsonDocument.scan(bytes));
      String theirs =
          isUtf8(bytes) ? complaint(() -> JsonText.parse(text(bytes))) : "not even UTF-8";

      if (!theirs.equals(JsonText.TOO_LARGE)) {
        boolean agree = ours.isEmpty() == theirs.isEmpty();
        assertTrue(agree, "seed " + seed + ": " + text(bytes) + "\n" + ours + " / " + theirs);
      }
    }
  }

  private interface Parse {
    Object run() throws MalformedJson;
  }

  private static String complaint(Parse parse) {
    try {
      parse.run();
      return "";
    } catch (MalformedJson malformed) {
      return malformed.reason();
    }
  }

  private static byte[] damaged(byte[] bytes, SplittableRandom random) {
    String interesting = "\"\\{}[]:,0129-+.eEtfnu \n\0\u001f/x";
    byte[] damaged = Arrays.copyOf(bytes, bytes.length - random.nextInt(2) * (bytes.length / 2));
    for (int left = random.nextInt(3); left > 0 && damaged.length > 0; left--) {
      boolean any = random.nextInt(4) == 0;
      char c = interesting.charAt(random.nextInt(interesting.length()));
      damaged[random.nextInt(damaged.length)] = (byte) (any ? random.nextInt(256) : c);
    }
    return damaged;
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException malformed) {
      return false;
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** What the other parser keeps as half a pair, a view tells as U+FFFD. */
  private static String withoutHalves(String encoded) {
    return encoded.replace("\\ud800", "\uFFFD");
  }

  private static JsonView read(JsonScanner scanner, String text) {
    byte[] bytes = Views.utf8(text);
    return scanner.read(bytes, 0, bytes.length);
  }

  private static byte[] inQuotes(String hex) {
    String[] parts = hex.split(" ", -1);
    byte[] text = new byte[parts.length + 2];
    text[0] = '"';
    for (int i = 0; i < parts.length; i++) {
      text[i + 1] = (byte) Integer.parseInt(parts[i], 16);
    }
    text[parts.length + 1] = '"';
    return text;
  }
}
