package tollgate.runtime.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tollgate.api.dialect.Framing;

class JsonFramersTest {

  private static final int LIMIT = 1 << 20;

  private static final String[] ITEMS = {
    "{\"a\":1}",
    "{\"text\":\"]},{[ \\\" \\\\\"}",
    "[1,[2,\"]\"]]",
    "\"a , ] text\"",
    "12.5",
    "true",
    "null",
    "{}",
    "[]",
    "{ \"größe\" : \"日本😀\" }"
  };

  @Test
  void readsOneDocumentPerLine() {
    var sink = read(Framing.NDJSON, "{\"a\":1}\n\r\n \n{\"b\":2}\r\n{\"c\":\"x\"}");

    assertEquals(List.of("{\"a\":1}\n", "{\"b\":2}\r\n", "{\"c\":\"x\"}"), sink.raw());
    assertEquals("OBJECT/7", sink.events.get(1).json());
    assertEquals("OBJECT/9", sink.events.get(2).json());
  }

  @Test
  void tellsALineThatIsNotJsonAsSuch() {
    assertEquals("MISSING/0", read(Framing.NDJSON, "oops\n").events.getFirst().json());
  }

  @Test
  void readsTheItemsOfAnArray() {
    var sink = read(Framing.JSON_ARRAY, "[{\"a\":\"]\\\"\"}\n,\r\n 12 , \"x,y\",[1,[2]]\n]\n");

    assertEquals(List.of("{\"a\":\"]\\\"\"}", "12", "\"x,y\"", "[1,[2]]"), sink.raw());
  }

  @Test
  void readsAValueInPlaceOfTheArray() {
    assertEquals(List.of("{\"error\":[1]}"), read(Framing.JSON_ARRAY, " {\"error\":[1]}\n").raw());
    assertEquals(List.of("12"), read(Framing.JSON_ARRAY, "12").raw());
  }

  @Test
  void tellsAnItemThatTheBodyEndsIn() {
    var sink = read(Framing.JSON_ARRAY, "[{\"a\":1},{\"b\":\"tex");

    assertEquals(
        List.of("OBJECT/7", "MISSING/0"), sink.events.stream().map(e -> e.json()).toList());
  }

  @Test
  void skipsAByteOrderMark() {
    assertEquals(List.of("{}\n"), read(Framing.NDJSON, "\uFEFF{}\n").raw());
    assertEquals(List.of("{}"), read(Framing.JSON_ARRAY, "\uFEFF[{}]").raw());
  }

  @Test
  void hasNoFramerForAWholeBody() {
    assertThrows(IllegalArgumentException.class, () -> EventFramer.of(Framing.WHOLE, LIMIT));
  }

  @Test
  void findsTheSameLinesHoweverABodyIsCut() {
    for (int seed = 0; seed < 5_000; seed++) {
      var random = new SplittableRandom(seed);
      var items = items(random);
      String body = String.join(random.nextBoolean() ? "\n" : "\r\n", items);

      assertFound(Framing.NDJSON, body, items, random, seed);
    }
  }

  @Test
  void findsTheSameItemsHoweverABodyIsCut() {
    String[] separators = {",", " , ", ",\r\n", "\n,\n"};
    for (int seed = 0; seed < 5_000; seed++) {
      var random = new SplittableRandom(seed);
      var items = items(random);
      String separator = separators[random.nextInt(separators.length)];
      String body = "[" + String.join(separator, items) + (random.nextBoolean() ? "]" : " ]\n");

      assertFound(Framing.JSON_ARRAY, body, items, random, seed);
    }
  }

  private static void assertFound(
      Framing framing, String body, List<String> items, SplittableRandom random, int seed) {
    var framer = EventFramer.of(framing, LIMIT);
    var sink = new RecordingFrameSink(items);
    for (byte[] piece : Chunks.cut(utf8(body), random)) {
      framer.feed(Chunks.buffer(piece), sink);
    }
    framer.end(sink);

    assertEquals(items, sink.raw().stream().map(String::strip).toList(), "seed " + seed);
    assertArrayEquals(utf8(body), sink.all.toByteArray(), "seed " + seed);
  }

  private static List<String> items(SplittableRandom random) {
    var items = new ArrayList<String>();
    for (int left = random.nextInt(6); left > 0; left--) {
      items.add(ITEMS[random.nextInt(ITEMS.length)]);
    }
    return items;
  }

  private static RecordingFrameSink read(Framing framing, String body) {
    var framer = EventFramer.of(framing, LIMIT);
    var sink = new RecordingFrameSink();
    framer.feed(Chunks.buffer(utf8(body)), sink);
    framer.end(sink);
    return sink;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
