package tollgate.runtime.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenBucketsTest {
  private Instant now = Instant.parse("2026-11-21T12:00:00Z");
  private final TokenBuckets buckets = new TokenBuckets(3, Duration.ofMinutes(1), () -> now);

  private void advance(Duration time) {
    now = now.plus(time);
  }

  private void empty(String name) {
    for (int i = 0; i < 3; i++) {
      assertEquals(Duration.ZERO, buckets.take(name));
    }
  }

  @Test
  void letsSoManyPassAndThenOneForEachTokenThatComesBack() {
    empty("a");

    assertEquals(Duration.ofSeconds(20), buckets.take("a"));
    advance(Duration.ofSeconds(19));
    assertEquals(Duration.ofSeconds(1), buckets.take("a"));
    advance(Duration.ofSeconds(1));
    assertEquals(Duration.ZERO, buckets.take("a"));
    assertEquals(Duration.ofSeconds(20), buckets.take("a"));
  }

  @Test
  void whoIsTurnedAwayLosesNothingByAsking() {
    empty("a");
    for (int i = 0; i < 50; i++) {
      buckets.take("a");
    }

    advance(Duration.ofSeconds(20));

    assertEquals(Duration.ZERO, buckets.take("a"));
  }

  @Test
  void namesDoNotShare() {
    empty("a");

    empty("b");
  }

  @Test
  void aBucketHoldsNoMoreThanItDid() {
    empty("a");
    advance(Duration.ofHours(5));

    empty("a");
    assertEquals(Duration.ofSeconds(20), buckets.take("a"));
  }

  @Test
  void aTokenThatIsGivenBackCanBeTakenAgain() {
    empty("a");

    buckets.giveBack("a");
    buckets.giveBack("nobody");

    assertEquals(Duration.ZERO, buckets.take("a"));
    assertTrue(buckets.take("a").isPositive());
  }

  @Test
  void aClockThatIsSetBackGivesNoTokens() {
    empty("a");
    advance(Duration.ofHours(-1));

    assertEquals(Duration.ofSeconds(20), buckets.take("a"));
  }

  @Test
  void withoutACapacityEverythingPasses() {
    var off = new TokenBuckets(0, Duration.ofMinutes(1), () -> now);

    for (int i = 0; i < 99; i++) {
      assertEquals(Duration.ZERO, off.take("a"));
    }
    assertEquals(0, off.size());
  }

  @Test
  void keepsABoundedNumberOfNames() {
    empty("first");
    for (int i = 0; i < 2 * TokenBuckets.MOST_NAMES; i++) {
      buckets.take("n" + i);
    }

    assertEquals(TokenBuckets.MOST_NAMES, buckets.size());
  }

  @Test
  void forgetsThoseWhoHaveLongBeenSilent() {
    for (int i = 0; i < 10; i++) {
      buckets.take("n" + i);
    }
    advance(Duration.ofMinutes(12));
    for (int i = 0; i < 5; i++) {
      buckets.take("a");
    }

    assertEquals(1, buckets.size());
  }

  @ParameterizedTest
  @CsvSource({"PT0.001S,1", "PT1S,1", "PT1.001S,2", "PT59.9S,60"})
  void saysAWaitInWholeSeconds(Duration wait, long seconds) {
    assertEquals(seconds, TokenBuckets.seconds(wait));
  }
}
