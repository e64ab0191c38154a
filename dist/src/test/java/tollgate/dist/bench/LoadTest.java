package tollgate.dist.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tollgate.dist.kit.FakeUpstream;

/** The benchmark against itself: what it says of no gateway at all must be nothing much. */
class LoadTest {
  private static final Duration BRIEF = Duration.ofMillis(300);

  private Wheel wheel;
  private Load direct;

  @BeforeEach
  void start() throws Exception {
    wheel = new Wheel();
    var provider = new Provider(wheel);
    direct = new Load(wheel, provider, provider.port());
  }

  @AfterEach
  void stop() throws Exception {
    wheel.close();
  }

  @Test
  void callsAtTheRateItWasTold() throws Exception {
    Outcome outcome = direct.atRate(500, 2048, 2048, BRIEF);

    assertEquals(0, outcome.errors());
    assertEquals(150, outcome.calls());
    assertEquals(150, outcome.latency().count());
  }

  @Test
  void carriesLargeBodies() throws Exception {
    Outcome outcome = direct.atRate(50, 400_000, 2048, BRIEF);

    assertEquals(0, outcome.errors());
    assertEquals(15, outcome.calls());
  }

  @Test
  void callsAsFastAsItIsAnswered() throws Exception {
    Outcome outcome = direct.closed(8, 1024, BRIEF);

    assertEquals(0, outcome.errors());
    assertTrue(outcome.calls() > 100, "only " + outcome.calls());
  }

  @Test
  void timesTheEventsOfStreams() throws Exception {
    Outcome outcome = direct.streams(20, 50, 1, BRIEF);

    assertEquals(0, outcome.errors());
    assertTrue(outcome.eventDelay().count() > 150, "only " + outcome.eventDelay().count());
    assertTrue(outcome.firstByte().count() > 0, "no first byte");
  }

  @Test
  void keepsStreamsOpenAndEndsThem() throws Exception {
    int[] looked = {0};

    Outcome outcome = direct.open(100, 500, BRIEF, () -> looked[0]++);

    assertEquals(1, looked[0]);
    assertEquals(0, outcome.errors());
    assertEquals(100, outcome.calls());
  }

  @Test
  void countsARefusalAsAnError() throws Exception {
    try (FakeUpstream refusing = FakeUpstream.start()) {
      var wrong = new Load(wheel, new Provider(wheel), refusing.address().getPort());

      assertTrue(wrong.atRate(100, 200, 200, Duration.ofMillis(50)).errors() > 0);
    }
  }
}
