package tollgate.runtime.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import tollgate.api.call.Headers;
import tollgate.api.dialect.Framing;
import tollgate.api.json.JsonView;
import tollgate.api.usage.Provenance;
import tollgate.runtime.wire.Gzip;

class RelayTest {

  private final AtomicLong clock = new AtomicLong(1_000);
  private final FakeClient client = new FakeClient();
  private final FakeWatch watch = new FakeWatch();
  private final CountingReader reader = CountingReader.sse();

  @Test
  void makesEveryReadOneWrite() {
    var upstream = FakeUpstream.stream(pieces("data: 1\n\nda", "ta: 2\n", "\ndata: [DONE]\n\n"));

    var delivery = forward(upstream);

    assertEquals("data: 1\n\ndata: 2\n\ndata: [DONE]\n\n", client.text());
    assertEquals(List.of(11, 6, 15), client.writes);
    assertTrue(client.ended);
    var tally = assertInstanceOf(Delivery.Delivered.class, delivery).tally();
    assertEquals(32, tally.bytes());
    assertTrue(tally.ended());
    assertFalse(tally.truncated());
    assertEquals(Provenance.EXACT, tally.usage().provenance());
    assertEquals(3, tally.usage().tokens().input());
  }

  @Test
  void closesTheUpstreamHoweverACallEnds() {
    var upstream = FakeUpstream.stream(pieces("data: 1\n\n"));

    forward(upstream);

    assertTrue(upstream.closed);
  }

  @Test
  void handsOnTrailersButNotThoseOfTheConnection() {
    var upstream =
        FakeUpstream.stream(pieces("data: 1\n\n"))
            .withTrailers(Headers.of("x-checksum", "1", "connection", "close"));

    forward(upstream);

    assertEquals("1", client.trailers.first("x-checksum"));
    assertFalse(client.trailers.has("connection"));
  }

  @Test
  void deliversAnEmptyReply() {
    var delivery = forward(FakeUpstream.stream(List.of()));

    assertTrue(client.ended);
    assertEquals(0, delivery.tally().bytes());
    assertEquals(OptionalLong.empty(), delivery.tally().firstByteNanos());
    assertEquals(0, watch.firstBytes);
  }

  @Test
  void tellsTheFirstByteOnceAndWhenItCame() {
    var upstream = FakeUpstream.stream(pieces("data: 1\n\n", "data: 2\n\n"));

    var delivery = forward(upstream);

    assertEquals(1, watch.firstBytes);
    assertEquals(OptionalLong.of(1_000), delivery.tally().firstByteNanos());
  }

  @Test
  void notesUsageAtMostOnceASecond() {
    var upstream = FakeUpstream.stream(List.of());
    for (int i = 0; i < 10; i++) {
      upstream.thenDo(() -> {
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(400));
        return ByteBuffer.wrap("data: 1\n\n".getBytes(StandardCharsets.UTF_8));
      });
    }

    forward(upstream);

    assertEquals(3, watch.notes.size(), "in 3.6 seconds after the first byte");
    assertEquals(4, watch.notes.getFirst().tokens().input());
    assertEquals(Provenance.RUNNING, watch.notes.getFirst().provenance());
  }

  @Test
  void breaksTheReplyOffWhenTheUpstreamBreaks() {
    var upstream = FakeUpstream.stream(pieces("data: 1\n\n", "data: 2")).thenBreak();

    var delivery = forward(upstream);

    assertTrue(client.aborted);
    assertFalse(client.ended, "a broken upstream never looks like an end");
    assertEquals("data: 1\n\ndata: 2", client.text());
    var broke = assertInstanceOf(Delivery.UpstreamBroke.class, delivery);
    assertEquals("connection reset", broke.cause().getMessage());
    assertEquals(1, broke.tally().usage().tokens().input());
    assertEquals(Provenance.RUNNING, broke.tally().usage().provenance());
  }

  @Test
  void leavesTheClientToTheCallerWhenTheUpstreamBreaksBeforeTheFirstByte() {
    var delivery = forward(FakeUpstream.stream(List.of()).thenBreak());

    assertInstanceOf(Delivery.UpstreamBroke.class, delivery);
    assertFalse(client.aborted);
    assertFalse(client.committed());
  }

  @Test
  void takesAThrowingExchangeForABrokenOne() {
    var upstream =
        FakeUpstream.stream(pieces("data: 1\n\n"))
            .thenDo(() -> {
              throw new IllegalStateException("bug");
            });

    assertInstanceOf(Delivery.UpstreamBroke.class, forward(upstream));
    assertTrue(client.aborted);
  }

  @Test
  void closesTheUpstreamAtOnceWhenTheClientLeavesAtAnyEvent() {
    for (int events = 0; events < 5; events++) {
      var upstream =
          FakeUpstream.stream(pieces("data: 1\n\n", "data: 2\n\n", "data: 3\n\n", "data: 4\n\n"));
      var leaving = new FakeClient();
      leaving.leavesBeforeWrite = events;

      var delivery = new Relay(clock::get).forward(upstream, CountingReader.sse(), leaving, watch);

      assertTrue(upstream.closed);
      var tally = assertInstanceOf(Delivery.ClientLeft.class, delivery).tally();
      assertEquals(Math.min(events + 1, 4), tally.usage().tokens().input(), "usage is kept");
      assertEquals(9L * events, tally.bytes());
      assertFalse(leaving.ended);
    }
  }

  @Test
  void knowsAClientThatLeftWhileTheUpstreamWasSilent() {
    var upstream = FakeUpstream.stream(pieces("data: 1\n\n"));
    upstream.thenDo(() -> {
      watch.clientLeft = true;
      upstream.close();
      throw new IOException("closed");
    });

    var delivery = forward(upstream);

    assertInstanceOf(Delivery.ClientLeft.class, delivery);
    assertTrue(client.aborted);
    assertEquals(1, delivery.tally().usage().tokens().input());
  }

  @Test
  void hasDeliveredToAClientThatLeavesWithTheLastByteItWasPromised() {
    var whole = new CountingReader(Framing.WHOLE);
    var upstream =
        FakeUpstream.of(
            pieces("{\"usage\":", "{\"total\":1}}"), Headers.of("content-length", "21"));
    upstream.thenDo(() -> {
      watch.clientLeft = true;
      upstream.close();
      throw new IOException("closed");
    });

    var delivery = new Relay(clock::get).forward(upstream, whole, client, watch);

    var tally = assertInstanceOf(Delivery.Delivered.class, delivery).tally();
    assertEquals(21, tally.usage().tokens().output());
    assertEquals(Provenance.EXACT, tally.usage().provenance());
  }

  @Test
  void hasDeliveredToAClientThatLeavesWithTheLastEvent() {
    var upstream = FakeUpstream.stream(pieces("data: 1\n\n", "data: [DONE]\n\n"));
    upstream.thenDo(() -> {
      watch.clientLeft = true;
      upstream.close();
      throw new IOException("closed");
    });

    var delivery = forward(upstream);

    var tally = assertInstanceOf(Delivery.Delivered.class, delivery).tally();
    assertEquals(Provenance.EXACT, tally.usage().provenance());
    assertFalse(tally.truncated());
  }

  @Test
  void doesNotTakeAClientForServedThatDidNotTakeTheLastEvent() {
    var upstream = FakeUpstream.stream(pieces("data: 1\n\n", "data: [DONE]\n\n"));
    client.leavesBeforeWrite = 1;

    assertInstanceOf(Delivery.ClientLeft.class, forward(upstream));
  }

  @Test
  void doesNotTakeAClientThatLeavesOneByteEarlyForServed() {
    var whole = new CountingReader(Framing.WHOLE);
    var upstream =
        FakeUpstream.of(
            pieces("{\"usage\":", "{\"total\":1}}"), Headers.of("content-length", "22"));
    client.leavesBeforeWrite = 2;

    var delivery = new Relay(clock::get).forward(upstream, whole, client, watch);

    assertInstanceOf(Delivery.ClientLeft.class, delivery);
  }

  @Test
  void letsBytesFlowWhenTheReaderFails() {
    reader.doing(event -> {
      if (event.isText("2")) {
        throw new IllegalStateException("bug in a plugin");
      }
    });
    var upstream = FakeUpstream.stream(pieces("data: 1\n\nda", "ta: 2\n\n", "data: [DONE]\n\n"));

    var delivery = forward(upstream);

    assertEquals("data: 1\n\ndata: 2\n\ndata: [DONE]\n\n", client.text());
    assertTrue(client.ended);
    assertEquals(List.of("the reader failed on an event"), watch.blind);
    assertEquals(1, delivery.tally().usage().tokens().input(), "what was counted is kept");
    assertEquals(Provenance.RUNNING, delivery.tally().usage().provenance());
    assertFalse(delivery.tally().ended());
  }

  @Test
  void letsBytesFlowWhenTheReaderCannotBeLinked() {
    reader.doing(event -> {
      throw new NoClassDefFoundError("plugin/Gone");
    });

    var delivery = forward(FakeUpstream.stream(pieces("data: 1\n\n", "data: 2\n\n")));

    assertInstanceOf(Delivery.Delivered.class, delivery);
    assertEquals(1, watch.blind.size());
  }

  @Test
  void readsAnEncodedReplyOnTheSideAndPassesItAsItIs() {
    byte[] encoded = Gzip.flushed(pieces("data: 1\n\n", "data: 2\n\n", "data: [DONE]\n\n"));
    var upstream = FakeUpstream.of(List.of(encoded), Headers.of("content-encoding", "gzip"));

    var delivery = forward(upstream);

    assertEquals(encoded.length, client.bytes.size());
    assertEquals(3, delivery.tally().usage().tokens().input());
  }

  @Test
  void passesAnEncodingItDoesNotKnow() {
    var upstream =
        FakeUpstream.of(pieces("data: 1\n\n", "x"), Headers.of("content-encoding", "br"));

    var delivery = forward(upstream);

    assertEquals("data: 1\n\nx", client.text());
    assertEquals(List.of("the reply's encoding is not known"), watch.blind);
    assertEquals(0, delivery.tally().usage().tokens().input());
  }

  @Test
  void passesDamagedGzip() {
    var upstream =
        FakeUpstream.of(pieces("data: 1\n\n", "x"), Headers.of("content-encoding", "gzip"));

    forward(upstream);

    assertEquals("data: 1\n\nx", client.text());
    assertEquals(1, watch.blind.size());
  }

  @Test
  void passesTheCleanEndOfAStreamWithoutItsLastEventAndTellsThatItIsNone() {
    var delivery = forward(FakeUpstream.stream(pieces("data: 1\n\n", "data: 2\n\n")));

    assertEquals("data: 1\n\ndata: 2\n\n", client.text());
    assertTrue(client.ended);
    var tally = assertInstanceOf(Delivery.Delivered.class, delivery).tally();
    assertTrue(tally.truncated());
    assertEquals(Provenance.RUNNING, tally.usage().provenance());
  }

  @Test
  void accusesNoStreamOfMissingItsLastEventThatCouldNotBeRead() {
    var upstream =
        FakeUpstream.of(pieces("data: 1\n\n", "x"), Headers.of("content-encoding", "br"));

    assertFalse(forward(upstream).tally().truncated());
  }

  @Test
  void readsBuffersOutsideTheHeap() {
    var upstream = FakeUpstream.stream(List.of());
    ByteBuffer direct = ByteBuffer.allocateDirect(64).put(utf8("data: 1\n\ndata: [DO")).flip();
    upstream.thenDo(() -> direct).then(utf8("NE]\n\n"));

    var delivery = forward(upstream);

    assertEquals("data: 1\n\ndata: [DONE]\n\n", client.text());
    assertEquals(2, delivery.tally().usage().tokens().input());
  }

  @Test
  void showsAWholeBodyWhenItIsComplete() {
    var whole = new CountingReader(Framing.WHOLE);
    var upstream = FakeUpstream.of(pieces("{\"usage\":", "{\"total\":1}}"), Headers.none());

    var delivery = new Relay(clock::get).forward(upstream, whole, client, watch);

    assertEquals(JsonView.Kind.OBJECT, whole.whole);
    assertEquals(21, delivery.tally().usage().tokens().output());
    assertEquals(List.of(9, 12), client.writes);
  }

  @Test
  void showsAMissingViewForABodyThatIsNotJson() {
    var whole = new CountingReader(Framing.WHOLE);

    new Relay(clock::get)
        .forward(FakeUpstream.of(pieces("<html>"), Headers.none()), whole, client, watch);

    assertEquals(1, whole.wholes);
    assertEquals(JsonView.Kind.MISSING, whole.whole);
  }

  @Test
  void keepsNoCopyOfASound() {
    var whole = new CountingReader(Framing.WHOLE);
    var upstream = FakeUpstream.of(pieces("RIFF"), Headers.of("content-type", "audio/wav"));

    new Relay(clock::get).forward(upstream, whole, client, watch);

    assertEquals("RIFF", client.text());
    assertEquals(1, whole.wholes);
    assertEquals(JsonView.Kind.MISSING, whole.whole);
  }

  @Test
  void showsNoHalfBody() {
    var whole = new CountingReader(Framing.WHOLE);
    var upstream = FakeUpstream.of(pieces("{\"usage\":"), Headers.none()).thenBreak();

    new Relay(clock::get).forward(upstream, whole, client, watch);

    assertEquals(0, whole.wholes);
    assertTrue(client.aborted);
  }

  private Delivery forward(FakeUpstream upstream) {
    return new Relay(clock::get).forward(upstream, reader, client, watch);
  }

  private static List<byte[]> pieces(String... pieces) {
    return Arrays.stream(pieces).map(RelayTest::utf8).toList();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
