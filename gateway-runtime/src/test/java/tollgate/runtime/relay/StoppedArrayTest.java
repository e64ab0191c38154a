package tollgate.runtime.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tollgate.api.dialect.Framing;
import tollgate.api.json.Json;
import tollgate.runtime.json.JsonText;
import tollgate.runtime.json.MalformedJson;

/** A stream that is one JSON array stays one, wherever it is ended early. */
class StoppedArrayTest {

  private static final String RECORDED = Recordings.read("array.json");

  private final FakeClient client = new FakeClient();
  private final FakeWatch watch = new FakeWatch();

  @Test
  void isTheItemsSoFarAndTheEndingWhereverTheBytesAreCutAndItIsStopped() throws MalformedJson {
    for (String stream :
        List.of(RECORDED, "[{}]", "[]", "[1,\"a,]\",[2,[3]]\r\n , {\"b\":\"]\\\\\"}]\n")) {
      for (int piece = 1; piece <= stream.length(); piece++) {
        for (int stopAt = 0; stopAt < stream.length(); stopAt += piece) {
          stoppedIn(stream, piece, stopAt);
        }
      }
    }
  }

  private static void stoppedIn(String stream, int piece, int stopAt) throws MalformedJson {
    var client = new FakeClient();
    var watch = new FakeWatch();
    var upstream = FakeUpstream.stream(List.of());
    for (int from = 0; from < stream.length(); from += piece) {
      String text = stream.substring(from, Math.min(stream.length(), from + piece));
      boolean stop = from >= stopAt;
      upstream.thenDo(() -> {
        watch.stopped = stop;
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      });
    }
    new Relay(System::nanoTime)
        .forward(upstream, new CountingReader(Framing.JSON_ARRAY), client, watch);

    String message = "pieces of " + piece + ", stopped at " + stopAt + ": " + client.text();
    assertTrue(client.ended, message);
    var whole = ((Json.Arr) JsonText.parse(stream)).items();
    var seen = new ArrayList<>(((Json.Arr) JsonText.parse(client.text())).items());
    if (!client.text().equals(stream)) {
      assertEquals(Json.object("stopped", Json.of(true)), seen.removeLast(), message);
      assertEquals(Json.object("sentence", Json.of(1)), seen.removeLast(), message);
    }
    assertEquals(whole.subList(0, seen.size()), seen, message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "[{\"a\":1}", "[{\"a\":1},", " [ {\"a\":1} ,\n"})
  void isClosedWhereASilentUpstreamLeftIt(String sent) throws MalformedJson {
    stoppedInSilenceAfter(sent);

    var items = ((Json.Arr) JsonText.parse(client.text())).items();
    assertEquals(Json.object("stopped", Json.of(true)), items.getLast(), client.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[{\"a\":1}]", "{\"error\":1}", "[{\"a\":"})
  void isBrokenOffWhereNothingCanBeAdded(String sent) {
    stoppedInSilenceAfter(sent);

    assertEquals(sent, client.text());
    assertTrue(client.aborted);
  }

  private void stoppedInSilenceAfter(String sent) {
    var upstream = FakeUpstream.stream(List.of(sent.getBytes(StandardCharsets.UTF_8)));
    upstream.thenDo(() -> {
      watch.stopped = true;
      throw new IOException("closed");
    });
    new Relay(System::nanoTime)
        .forward(upstream, new CountingReader(Framing.JSON_ARRAY), client, watch);
  }
}
