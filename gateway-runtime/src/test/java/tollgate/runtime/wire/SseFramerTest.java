package tollgate.runtime.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tollgate.api.dialect.Framing;

class SseFramerTest {

  private static final int LIMIT = 1 << 20;

  @Test
  void tellsEachEventWithItsLinesAndItsEmptyLine() {
    var sink = read("event: a\ndata: 1\n\ndata: 2\n\n");

    assertEquals(List.of("event: a\ndata: 1\n\n", "data: 2\n\n"), sink.raw());
    assertEquals(List.of("a", ""), sink.names());
  }

  @Test
  void knowsThreeKindsOfLineEnds() {
    assertEquals(
        List.of("data: 1\r\n\r\n", "data: 2\r\n\r\n"),
        read("data: 1\r\n\r\ndata: 2\r\n\r\n").raw());
    assertEquals(List.of("data: 1\r\r", "data: 2\r\r"), read("data: 1\r\rdata: 2\r\r").raw());
    assertEquals(
        List.of("data: 1\r\n\n", "data: 2\n\r\n"), read("data: 1\r\n\ndata: 2\n\r\n").raw());
  }

  @Test
  void keepsTheCommentBetweenEventsOutOfThem() {
    var sink = read("data: 1\n\n: ping\n\n: about the next\ndata: 2\n: inside\n\n");

    assertEquals(List.of("data: 1\n\n", "data: 2\n: inside\n\n"), sink.raw());
    assertEquals(": ping\n\n: about the next\n", sink.outside.toString(StandardCharsets.UTF_8));
  }

  @Test
  void takesDataWithAndWithoutASpaceAndOverSeveralLines() {
    String[] events = {
      "data: 1", "data:1", "data:  1", "data: {\"a\":\ndata: 1}", "data", "data\ndata:", "data: x:y"
    };
    List<String> data = List.of("1", "1", " 1", "{\"a\":\n1}", "", "\n", "x:y");
    var sink = new RecordingFrameSink(data);

    feed(sink, String.join("\n\n", events) + "\n\n");

    assertEquals(7, sink.events.size());
    assertEquals("OBJECT/8", sink.events.get(3).json());
  }

  @Test
  void tellsNoEventWithoutData() {
    var sink = read("event: ping\n\nid: 7\nretry: 10\n\ndata: 1\n\n");

    assertEquals(List.of("data: 1\n\n"), sink.raw());
  }

  @Test
  void skipsAByteOrderMarkAtTheBeginningOnly() {
    assertEquals(List.of("data: 1\n\n"), read("\uFEFFdata: 1\n\n\uFEFFdata: 2\n\n").raw());
    assertEquals(List.of(""), read("\uFEFFdata: 1\n\n").names());
  }

  @Test
  void readsALastEventWithoutAnEmptyLine() {
    assertEquals(List.of("data: 1\n\n", "data: [DONE]"), read("data: 1\n\ndata: [DONE]").raw());
    assertEquals(List.of("data: 1\n"), read("data: 1\n").raw());
  }

  @Test
  void tellsAnEventAtItsCarriageReturnAndTheLineFeedAfterwards() {
    var framer = EventFramer.of(Framing.SSE, LIMIT);
    var sink = new RecordingFrameSink();

    framer.feed(Chunks.buffer(utf8("data: 1\r\n\r")), sink);
    assertEquals(List.of("data: 1\r\n\r"), sink.raw());
    framer.feed(Chunks.buffer(utf8("\ndata: 2\r\n\r\n")), sink);

    assertEquals(List.of("data: 1\r\n\r", "data: 2\r\n\r\n"), sink.raw());
    assertEquals("", sink.outside.toString(StandardCharsets.UTF_8));
  }

  @Test
  void passesAnEventThatIsTooLongUnreadAndReadsTheNext() {
    String giant = "data: " + "x".repeat(200) + "\n\n";
    String stream = "data: 1\n\n" + giant + "data: 2\n\n";
    for (int piece = 1; piece <= stream.length(); piece++) {
      var framer = EventFramer.of(Framing.SSE, 100);
      var sink = new RecordingFrameSink();
      for (int from = 0; from < stream.length(); from += piece) {
        int to = Math.min(stream.length(), from + piece);
        framer.feed(Chunks.buffer(utf8(stream.substring(from, to))), sink);
      }

      assertEquals(List.of("data: 1\n\n", "data: 2\n\n"), sink.raw());
      assertEquals(List.of(giant), sink.unread);
      assertEquals(stream, sink.all.toString(StandardCharsets.UTF_8));
    }
  }

  @Test
  void knowsWhetherItStandsBetweenEvents() {
    var framer = EventFramer.of(Framing.SSE, LIMIT);
    var sink = new RecordingFrameSink();

    framer.feed(Chunks.buffer(utf8("data: 1\n")), sink);
    assertFalse(framer.isBetweenEvents());
    framer.feed(Chunks.buffer(utf8("\n: com")), sink);
    assertTrue(framer.isBetweenEvents());
    assertTrue(framer.isInComment());
    framer.feed(Chunks.buffer(utf8("ment\n")), sink);
    assertFalse(framer.isInComment());
  }

  @Test
  void findsTheSameEventsHoweverAStreamIsCut() {
    for (int seed = 0; seed < 20_000; seed++) {
      var random = new SplittableRandom(seed);
      String stream = RandomStream.of(random);
      List<SseReference.Event> expected = SseReference.events(stream);
      var sink = new RecordingFrameSink(expected.stream().map(SseReference.Event::data).toList());
      var framer = EventFramer.of(Framing.SSE, LIMIT);

      for (byte[] piece : Chunks.cut(utf8(stream), random)) {
        framer.feed(Chunks.buffer(piece), sink);
      }
      framer.end(sink);

      String message = "seed " + seed + ": " + stream;
      assertEquals(expected.stream().map(SseReference.Event::name).toList(), sink.names(), message);
      assertArrayEquals(utf8(stream), sink.all.toByteArray(), message);
    }
  }

  private static RecordingFrameSink read(String stream) {
    var sink = new RecordingFrameSink();
    feed(sink, stream);
    return sink;
  }

  private static void feed(RecordingFrameSink sink, String stream) {
    var framer = EventFramer.of(Framing.SSE, LIMIT);
    framer.feed(Chunks.buffer(utf8(stream)), sink);
    framer.end(sink);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
