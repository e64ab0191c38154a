package tollgate.runtime.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tollgate.api.call.Headers;
import tollgate.api.call.ReplyHead;
import tollgate.api.dialect.Framing;
import tollgate.api.dialect.StreamEvent;
import tollgate.runtime.wire.Gzip;

/** Events that are taken out on the way. */
class FilterTest {

  private final FakeClient client = new FakeClient();
  private final FakeWatch watch = new FakeWatch();

  @Test
  void takesOutExactlyTheEventsLinesAndItsEmptyLine() {
    forward("data: 1\n\n: note\nevent: u\ndata: drop\n\n: ping\n\ndata: 2\n\n");

    assertEquals("data: 1\n\n: note\n: ping\n\ndata: 2\n\n", client.text());
  }

  @Test
  void takesOutTheLineFeedThatComesAfterTheEventsCarriageReturn() {
    forward("data: drop\r\n\r", "\ndata: 2\r\n\r", "\n");

    assertEquals("data: 2\r\n\r\n", client.text());
  }

  @Test
  void takesOutALastEventWithoutAnEmptyLine() {
    forward("data: 1\n\ndata: dr", "op");

    assertEquals("data: 1\n\n", client.text());
    assertTrue(client.ended);
  }

  @Test
  void passesALastEventWithoutAnEmptyLine() {
    forward("data: 1\n\ndata: 2", "2");

    assertEquals("data: 1\n\ndata: 22", client.text());
  }

  @Test
  void holdsOnlyAnIncompleteEventBack() {
    forward("data: 1\n\nda", "ta: 2\n\ndata: 3\n", "\n: ping\n");

    assertEquals(List.of(9, 9, 16), client.writes);
  }

  @Test
  void writesNothingWhenNothingIsLeft() {
    forward("data: drop\n\n", "data: 1\n\n");

    assertEquals(List.of(9), client.writes);
  }

  @Test
  void takesOutLines() {
    var reader = new CountingReader(Framing.NDJSON).dropping(FilterTest::isDrop);

    new Relay(System::nanoTime)
        .forward(FakeUpstream.stream(pieces("{}\ndr", "op\r\n[]")), reader, client, watch);

    assertEquals("{}\n[]", client.text());
  }

  @Test
  void neverTakesItemsOutOfAnArray() {
    var reader = new CountingReader(Framing.JSON_ARRAY).dropping(event -> true);

    new Relay(System::nanoTime)
        .forward(FakeUpstream.stream(pieces("[{},", "{}]")), reader, client, watch);

    assertEquals("[{},{}]", client.text());
  }

  @Test
  void passesAnEncodedStreamWhole() {
    byte[] encoded = Gzip.gzip(utf8("data: drop\n\n"));
    var upstream = FakeUpstream.of(List.of(encoded), Headers.of("content-encoding", "gzip"));

    new Relay(System::nanoTime).forward(upstream, dropping(), client, watch);

    assertEquals(encoded.length, client.bytes.size());
  }

  @Test
  void keepsEverythingOnceTheReaderHasFailed() {
    var reader =
        dropping()
            .doing(event -> {
              if (event.isText("2")) {
                throw new IllegalStateException("bug");
              }
            });
    var upstream = FakeUpstream.stream(pieces("data: drop\n\ndata: 2\n\nda", "ta: drop\n\n"));

    new Relay(System::nanoTime).forward(upstream, reader, client, watch);

    assertEquals("data: 2\n\ndata: drop\n\n", client.text());
  }

  @Test
  void passesAnEventThatIsTooLongToBeRead() {
    byte[] part = new byte[1 << 20];
    Arrays.fill(part, (byte) 'x');
    var upstream = FakeUpstream.stream(pieces("data: 1\n\ndata: "));
    for (int i = 0; i < 17; i++) {
      upstream.then(part);
    }
    upstream.then(utf8("\n\ndata: drop\n\ndata: 2\n\n"));

    var delivery = new Relay(System::nanoTime).forward(upstream, dropping(), client, watch);

    assertInstanceOf(Delivery.Delivered.class, delivery);
    assertEquals(9 + 6 + (17 << 20) + 2 + 9, client.bytes.size());
    assertTrue(client.text().endsWith("x\n\ndata: 2\n\n"));
    assertEquals(1, watch.unread);
    assertEquals(3, delivery.tally().usage().tokens().input());
  }

  @Test
  void showsTheClientNoHalfEventWhenTheUpstreamBreaks() {
    var upstream = FakeUpstream.stream(pieces("data: 1\n\ndata: {\"us")).thenBreak();

    new Relay(System::nanoTime).forward(upstream, dropping(), client, watch);

    assertEquals("data: 1\n\n", client.text());
    assertTrue(client.aborted);
  }

  @Test
  void promisesNoLengthForAStreamThatMayShrink() {
    var head =
        new ReplyHead(200, Headers.of("content-length", "9", "connection", "close", "x", "y"));
    var encoded = new ReplyHead(200, Headers.of("content-length", "9", "content-encoding", "gzip"));

    var shrinking = ReplyHeads.forClient(head, dropping()).headers();

    assertFalse(shrinking.has("content-length"));
    assertFalse(shrinking.has("connection"));
    assertEquals("y", shrinking.first("x"));
    assertTrue(ReplyHeads.forClient(head, CountingReader.sse()).headers().has("content-length"));
    assertTrue(ReplyHeads.forClient(encoded, dropping()).headers().has("content-length"));
  }

  private void forward(String... pieces) {
    new Relay(System::nanoTime)
        .forward(FakeUpstream.stream(pieces(pieces)), dropping(), client, watch);
  }

  private static CountingReader dropping() {
    return CountingReader.sse().dropping(FilterTest::isDrop);
  }

  private static boolean isDrop(StreamEvent event) {
    return event.isText("drop");
  }

  private static List<byte[]> pieces(String... pieces) {
    return Arrays.stream(pieces).map(FilterTest::utf8).toList();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
