package tollgate.runtime.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CallIdsTest {
  private Instant now = Instant.parse("2026-11-21T12:00:00.123Z");
  private final CallIds ids = new CallIds(() -> now, new SplittableRandom(1));

  @Test
  void writesTheTimeInTheFirstTenCharacters() {
    now = Instant.ofEpochMilli(1_469_922_850_259L); // an example of the ULID authors

    assertEquals("01arz3ndek", ids.next().text().substring(0, 10));
  }

  @Test
  void sortsByTimeAndWithinAMillisecondByMaking() {
    var made = new ArrayList<String>();
    for (int i = 0; i < 5_000; i++) {
      made.add(ids.next().text());
      if (i % 1_000 == 999) {
        now = now.plusMillis(1);
      }
    }

    assertEquals(made.stream().sorted().toList(), made);
    assertEquals(made.size(), new HashSet<>(made).size());
  }

  @Test
  void goesOnWhenTheClockIsSetBack() {
    String before = ids.next().text();
    now = now.minusSeconds(3_600);

    assertTrue(ids.next().text().compareTo(before) > 0);
  }

  @Test
  void carriesOverWithinAMillisecond() {
    RandomGenerator ones = () -> -1L;
    var full = new CallIds(InstantSource.fixed(now), ones);
    String first = full.next().text();
    String second = full.next().text();

    assertTrue(second.compareTo(first) > 0, first + " then " + second);
    assertTrue(second.endsWith("00000000"), second);
  }

  @Test
  void givesNoIdTwiceToManyThreads() {
    var made = new ConcurrentLinkedQueue<String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        threads.execute(() -> {
          for (int n = 0; n < 100; n++) {
            made.add(ids.next().text());
          }
        });
      }
    }

    assertEquals(5_000, new HashSet<>(made).size());
  }

  @Test
  void knowsItsOwnShape() {
    assertTrue(CallId.isCallId(ids.next().text()));
    for (String other :
        List.of("", "01ARYZ6S410000000000000000", "01aryz6s41000000000000000u", "7")) {
      assertFalse(CallId.isCallId(other), other);
      assertThrows(IllegalArgumentException.class, () -> new CallId(other));
    }
  }
}
