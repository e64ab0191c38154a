package tollgate.runtime.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tollgate.api.call.Headers;
import tollgate.api.dialect.Framing;
import tollgate.runtime.wire.Gzip;
import tollgate.runtime.wire.SseReference;

/** A call that is to be ended while its reply is on the way. */
class StopTest {

  private final FakeClient client = new FakeClient();
  private final FakeWatch watch = new FakeWatch();

  @Test
  void writesTheDialectsEndingBetweenTwoEvents() {
    var upstream = FakeUpstream.stream(List.of());
    upstream.thenDo(() -> stopWith("data: 1\n\n")).then(utf8("data: 2\n\n"));

    var delivery = forward(upstream, CountingReader.sse());

    assertInstanceOf(Delivery.Stopped.class, delivery);
    assertEquals("data: 1\n\n" + CountingReader.ENDING, client.text());
    assertTrue(client.ended);
    assertTrue(upstream.closed);
    assertEquals(List.of(9, CountingReader.ENDING.length()), client.writes);
  }

  @Test
  void finishesTheEventUnderWayFirstAndShowsTheReaderNoLaterOne() {
    var reader = CountingReader.sse();
    var upstream = FakeUpstream.stream(List.of());
    upstream
        .thenDo(() -> stopWith("data: 1\n\ndata: {\"te"))
        .then(utf8("xt\":1"))
        .then(utf8("}\n\ndata: 3\n\n"))
        .then(utf8("data: 4\n\n"));

    var delivery = forward(upstream, reader);

    assertInstanceOf(Delivery.Stopped.class, delivery);
    assertEquals("data: 1\n\ndata: {\"text\":1}\n\n" + CountingReader.ENDING, client.text());
    assertEquals(1, reader.events());
  }

  @Test
  void putsTheEndingBehindAnOpenComment() {
    var upstream = FakeUpstream.stream(List.of());
    upstream.thenDo(() -> stopWith("data: 1\n\n: com"));

    forward(upstream, CountingReader.sse());

    assertEquals("data: 1\n\n: com\n" + CountingReader.ENDING, client.text());
  }

  @Test
  void needsNoMoreFromTheUpstreamWhenIncompleteEventsWereHeldBack() {
    var upstream = FakeUpstream.stream(List.of());
    upstream.thenDo(() -> stopWith("data: 1\n\ndata: {\"te")).then(utf8("xt\":1}\n\n"));

    forward(upstream, CountingReader.sse().dropping(event -> false));

    assertEquals("data: 1\n\n" + CountingReader.ENDING, client.text());
  }

  @Test
  void endsASilentStreamWhoseUpstreamWasClosed() {
    var upstream = FakeUpstream.stream(List.of(utf8("data: 1\n\n")));
    upstream.thenDo(() -> {
      watch.stopped = true;
      upstream.close();
      throw new IOException("closed");
    });

    var delivery = forward(upstream, CountingReader.sse());

    assertInstanceOf(Delivery.Stopped.class, delivery);
    assertEquals("data: 1\n\n" + CountingReader.ENDING, client.text());
  }

  @Test
  void breaksTheReplyOffWhenTheUpstreamWasClosedInsideAnEvent() {
    var upstream = FakeUpstream.stream(List.of(utf8("data: 1\n\ndata: {")));
    upstream.thenDo(() -> {
      watch.stopped = true;
      throw new IOException("closed");
    });

    var delivery = forward(upstream, CountingReader.sse());

    assertInstanceOf(Delivery.Stopped.class, delivery);
    assertTrue(client.aborted);
    assertFalse(client.ended);
  }

  @Test
  void breaksTheReplyOffWhenTheEventUnderWayNeverEnds() {
    var upstream = FakeUpstream.stream(List.of());
    upstream.thenDo(() -> stopWith("data: {")).then(utf8("more")).thenBreak();

    assertInstanceOf(Delivery.Stopped.class, forward(upstream, CountingReader.sse()));
    assertTrue(client.aborted);
  }

  @Test
  void leavesTheClientToTheCallerBeforeTheFirstByte() {
    var upstream = FakeUpstream.stream(List.of());
    upstream.thenDo(() -> {
      watch.stopped = true;
      throw new IOException("closed");
    });

    assertInstanceOf(Delivery.Stopped.class, forward(upstream, CountingReader.sse()));
    assertFalse(client.committed());
    assertFalse(client.aborted);
  }

  @Test
  void breaksOffWhatHasNoEvents() {
    var upstream = FakeUpstream.of(List.of(), Headers.none());
    upstream.thenDo(() -> stopWith("{\"a\":")).then(utf8("1}"));

    assertInstanceOf(Delivery.Stopped.class, forward(upstream, new CountingReader(Framing.WHOLE)));
    assertTrue(client.aborted);
  }

  @Test
  void breaksOffWhatIsEncoded() {
    byte[] encoded = Gzip.flushed(List.of(utf8("data: 1\n\n"), utf8("data: 2\n\n")));
    var upstream = FakeUpstream.of(List.of(), Headers.of("content-encoding", "gzip"));
    upstream.thenDo(() -> {
      watch.stopped = true;
      return ByteBuffer.wrap(encoded, 0, 20);
    });

    assertInstanceOf(Delivery.Stopped.class, forward(upstream, CountingReader.sse()));
    assertTrue(client.aborted);
  }

  @Test
  void letsAReplyEndThatHasSaidItsLastWord() {
    var upstream = FakeUpstream.stream(List.of());
    upstream.thenDo(() -> stopWith("data: [DONE]\n\n")).then(utf8(": bye\n\n"));

    var delivery = forward(upstream, CountingReader.sse());

    assertInstanceOf(Delivery.Delivered.class, delivery);
    assertEquals("data: [DONE]\n\n: bye\n\n", client.text());
  }

  @Test
  void noticesAClientThatLeavesDuringTheEnding() {
    client.leavesBeforeWrite = 1;
    var upstream = FakeUpstream.stream(List.of());
    upstream.thenDo(() -> stopWith("data: 1\n\n"));

    assertInstanceOf(Delivery.ClientLeft.class, forward(upstream, CountingReader.sse()));
  }

  @Test
  void endsWithWholeEventsWhereverItIsStopped() {
    String stream = "data: 1\n\n: ping\n\nevent: x\ndata: 22\n\ndata: 333\n\n";
    List<SseReference.Event> events = SseReference.events(stream);
    for (int piece = 1; piece <= stream.length(); piece++) {
      for (int stopAt = 0; stopAt < stream.length(); stopAt += piece) {
        var stoppedClient = new FakeClient();
        stopDuring(stream, piece, stopAt, stoppedClient);

        String text = stoppedClient.text();
        List<SseReference.Event> seen = SseReference.events(text);
        String message = "pieces of " + piece + ", stopped at " + stopAt + ":\n" + text;
        assertEquals(
            SseReference.events(CountingReader.ENDING).getFirst(), seen.getLast(), message);
        assertEquals(events.subList(0, seen.size() - 1), seen.subList(0, seen.size() - 1), message);
        String before = text.substring(0, text.length() - CountingReader.ENDING.length());
        assertTrue(stream.startsWith(before.replaceAll(":( p?i?n?g?)?\n\\z", "")), message);
      }
    }
  }

  private static void stopDuring(String stream, int piece, int stopAt, FakeClient client) {
    var stopping = new FakeWatch();
    var upstream = FakeUpstream.stream(List.of());
    for (int from = 0; from < stream.length(); from += piece) {
      String text = stream.substring(from, Math.min(stream.length(), from + piece));
      boolean stop = from >= stopAt;
      upstream.thenDo(() -> {
        stopping.stopped = stop;
        return ByteBuffer.wrap(utf8(text));
      });
    }
    new Relay(System::nanoTime).forward(upstream, CountingReader.sse(), client, stopping);
  }

  private ByteBuffer stopWith(String text) {
    watch.stopped = true;
    return ByteBuffer.wrap(utf8(text));
  }

  private Delivery forward(FakeUpstream upstream, CountingReader reader) {
    return new Relay(System::nanoTime).forward(upstream, reader, client, watch);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
