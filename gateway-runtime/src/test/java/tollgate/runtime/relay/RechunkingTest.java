package tollgate.runtime.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import tollgate.api.call.Headers;
import tollgate.api.dialect.StreamEvent;
import tollgate.api.usage.Usage;
import tollgate.runtime.wire.Chunks;
import tollgate.runtime.wire.Gzip;
import tollgate.runtime.wire.RandomStream;
import tollgate.runtime.wire.SseReference;

/**
 * However a stream is cut on its way, the reader sees the same events and the client gets the same
 * bytes.
 */
class RechunkingTest {

  private static final Headers PLAIN = Headers.of("content-type", "text/event-stream");
  private static final Headers GZIP = PLAIN.with("content-encoding", "gzip");

  @Test
  void everyCutInTwoOfEveryRecordingIsTheSame() {
    for (String stream : Recordings.all()) {
      byte[] bytes = utf8(stream);
      Usage usage = relayed(List.of(bytes), PLAIN, CountingReader.sse()).usage();
      for (int cut = 1; cut < bytes.length; cut++) {
        assertSame(stream, List.of(part(bytes, 0, cut), part(bytes, cut, bytes.length)), usage);
      }
    }
  }

  @Test
  void everyRecordingByteByByteIsTheSame() {
    for (String stream : Recordings.all()) {
      byte[] bytes = utf8(stream);
      Usage usage = relayed(List.of(bytes), PLAIN, CountingReader.sse()).usage();
      var pieces = new ArrayList<byte[]>();
      for (int i = 0; i < bytes.length; i++) {
        pieces.add(part(bytes, i, i + 1));
      }
      assertSame(stream, pieces, usage);
    }
  }

  @Test
  void everyRecordingHasTheEventsThatReadingItWholeGives() {
    for (String stream : Recordings.all()) {
      var seen = new ArrayList<String>();
      var expected = new ArrayList<String>();
      SseReference.events(stream).forEach(e -> expected.add(e.name() + " " + e.data()));
      var data = SseReference.events(stream).stream().map(SseReference.Event::data).iterator();
      var reader =
          CountingReader.sse()
              .doing(event -> {
                String text = data.next();
                seen.add(event.name() + (event.isText(text) ? " " + text : " other"));
              });

      relayed(Chunks.cut(utf8(stream), new SplittableRandom(7)), PLAIN, reader);

      assertEquals(expected, seen);
    }
  }

  @Test
  void randomCutsOfRandomStreamsAreTheSamePlainAndEncoded() {
    for (int seed = 0; seed < 800; seed++) {
      var random = new SplittableRandom(seed);
      String stream = RandomStream.of(random);
      byte[] bytes = utf8(stream);
      Usage usage = relayed(List.of(bytes), PLAIN, CountingReader.sse()).usage();

      var plain = relayed(Chunks.cut(bytes, random), PLAIN, CountingReader.sse());
      byte[] gzip = Gzip.flushed(Chunks.cut(bytes, random));
      var encoded = relayed(Chunks.cut(gzip, random), GZIP, CountingReader.sse());

      String message = "seed " + seed + ": " + stream;
      assertEquals(sha256(bytes), plain.sha256(), message);
      assertEquals(sha256(gzip), encoded.sha256(), message);
      assertEquals(usage, plain.usage(), message);
      assertEquals(usage, encoded.usage(), message);
    }
  }

  @Test
  void droppedEventsGoAndNothingElseDoesHoweverAStreamIsCut() {
    for (int seed = 0; seed < 4_000; seed++) {
      var random = new SplittableRandom(seed);
      String stream = RandomStream.of(random);
      Supplier<CountingReader> reader =
          () -> CountingReader.sse().dropping(RechunkingTest::isUnwanted);
      String expected =
          SseReference.without(
              stream, e -> e.data().equals("{\"a\":1}") || e.name().equals("delta"));
      Usage usage = relayed(List.of(utf8(stream)), PLAIN, reader.get()).usage();

      var filtered = relayed(Chunks.cut(utf8(stream), random), PLAIN, reader.get());

      String message = "seed " + seed + ": " + stream;
      assertEquals(expected, filtered.text(), message);
      assertEquals(sha256(utf8(expected)), filtered.sha256(), message);
      assertEquals(usage, filtered.usage(), message);
    }
  }

  private static boolean isUnwanted(StreamEvent event) {
    return event.isText("{\"a\":1}") || event.name().equals("delta");
  }

  private record Relayed(String text, String sha256, Usage usage) {}

  private static void assertSame(String stream, List<byte[]> pieces, Usage usage) {
    var relayed = relayed(pieces, PLAIN, CountingReader.sse());

    assertEquals(sha256(utf8(stream)), relayed.sha256(), stream);
    assertEquals(usage, relayed.usage(), stream);
  }

  private static Relayed relayed(List<byte[]> pieces, Headers headers, CountingReader reader) {
    var client = new FakeClient();
    var upstream = FakeUpstream.of(pieces, headers);
    var delivery = new Relay(System::nanoTime).forward(upstream, reader, client, new FakeWatch());
    assertInstanceOf(Delivery.Delivered.class, delivery);
    return new Relayed(client.text(), sha256(client.bytes.toByteArray()), delivery.tally().usage());
  }

  private static byte[] part(byte[] bytes, int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
