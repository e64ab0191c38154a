package tollgate.dist.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tollgate.dist.kit.Eventually;
import tollgate.dist.kit.FakeUpstream;
import tollgate.dist.kit.Script;
import tollgate.dist.kit.Scripts;

/** The streams without a gateway, and with one that does what none may. */
class LiveStreamsTest {
  private static final String MODEL = "gpt-5-mini";

  @Test
  void everyStreamComesWholeWhereNobodyStandsBetween() throws Exception {
    try (var streams = new LiveStreams(MODEL, Duration.ofMillis(5))) {
      streams.begin(20, streams.address().getPort(), "x-some", "field");
      long from = System.nanoTime();
      Eventually.holds("events come", () -> System.nanoTime() - from > 100_000_000);

      List<LiveStreams.Seen> seen = streams.end();

      assertEquals(20, seen.size());
      for (LiveStreams.Seen each : seen) {
        assertEquals(200, each.status());
        assertTrue(each.clean() && each.unchanged());
      }
      long[] delays = LiveStreams.delays(seen, from, System.nanoTime());
      assertTrue(delays.length > 20 && delays[0] > 0, "no more than the last of each");
    }
  }

  @Test
  void bytesThatNobodySentAreSeen() throws Exception {
    LiveStreams.Seen seen = through(Scripts.json("{\"what\":\"something else\"}"));

    assertEquals(200, seen.status());
    assertTrue(seen.clean());
    assertFalse(seen.unchanged());
  }

  @Test
  void aStreamThatIsCutOffIsSeen() throws Exception {
    LiveStreams.Seen seen =
        through((request, leg) -> {
          leg.head(200, Scripts.chunked("text/event-stream"));
          leg.close();
        });

    assertFalse(seen.clean());
  }

  private static LiveStreams.Seen through(Script wrong) throws Exception {
    try (FakeUpstream between = FakeUpstream.start().answers(wrong);
        var streams = new LiveStreams(MODEL, Duration.ofMillis(5))) {
      streams.begin(1, between.address().getPort());
      return streams.end().getFirst();
    }
  }
}
