package tollgate.runtime.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tollgate.runtime.event.ChangeEvent;
import tollgate.runtime.event.RecordedEvents;

class PluginGuardTest {
  private static final Instant BEGINNING = Instant.parse("2026-03-01T00:00:00Z");

  private final AtomicLong nanos = new AtomicLong();
  private final PluginGuard guard =
      new PluginGuard(
          PluginGuard.Limits.ORDINARY, () -> BEGINNING.plusNanos(nanos.get()), nanos::get);
  private final Contribution<String> contribution = new Contribution<>("tool.x", "x", "the thing");
  private final Vitals vitals = contribution.vitals();

  private final RecordedEvents events = new RecordedEvents();

  @AfterEach
  void stopListening() {
    events.close();
  }

  private String call(Supplier<String> work) {
    return guard.call(contribution, work, "otherwise");
  }

  private String fail() {
    return call(() -> {
      throw new IllegalStateException("broken");
    });
  }

  private String takes(Duration duration) {
    return call(() -> {
      pass(duration);
      return "late";
    });
  }

  private void pass(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }

  @Test
  void passesAnAnswerOn() {
    assertEquals("answer", call(() -> "answer"));
    assertEquals(1, vitals.calls());
    assertEquals(0, vitals.faults());
  }

  @Test
  void answersOtherwiseForWhatThrows() {
    assertEquals("otherwise", fail());

    assertEquals("tool.x", events.field(ChangeEvent.PLUGIN_FAULT, "plugin"));
    assertEquals(1, vitals.faults());
    assertEquals("java.lang.IllegalStateException: broken", vitals.lastFault());
  }

  @Test
  void takesNullAndEndlessRecursionAndMissingClassesForFaults() {
    assertEquals("otherwise", call(() -> null));
    assertEquals(
        "otherwise",
        call(() -> {
          throw new StackOverflowError();
        }));
    assertEquals(
        "otherwise",
        call(() -> {
          throw new NoClassDefFoundError("gone");
        }));
    assertEquals(3, vitals.faults());
  }

  @Test
  void doesNotHideThatTheMachineIsBroken() {
    assertThrows(
        OutOfMemoryError.class,
        () ->
            call(() -> {
              throw new OutOfMemoryError("for this test");
            }));
  }

  @Test
  void setsAsideAfterFiveFaultsInARow() {
    for (int i = 0; i < 5; i++) {
      fail();
    }

    assertEquals("60000", events.field(ChangeEvent.PLUGIN_SET_ASIDE, "rest_ms"));
    assertEquals("otherwise", call(() -> "not asked"));
    assertEquals(5, vitals.calls());
    assertEquals(1, vitals.timesSetAside());
    assertEquals(Optional.of(BEGINNING.plusSeconds(60)), vitals.asideUntil());
  }

  @Test
  void bearsFaultsThatASuccessFollows() {
    for (int i = 0; i < 20; i++) {
      fail();
      fail();
      call(() -> "fine");
    }

    assertEquals(Optional.empty(), vitals.asideUntil());
    assertEquals(40, vitals.faults());
    assertEquals(6, events.count(ChangeEvent.PLUGIN_FAULT), "logged at 1, 2, 4, 8, 16 and 32");
  }

  @Test
  void setsAsideWhatTakesTooLongButUsesItsAnswer() {
    assertEquals("late", takes(Duration.ofMillis(51)));

    assertEquals("otherwise", call(() -> "not asked"));
    assertEquals(1, vitals.overruns());
  }

  @Test
  void bearsWhatIsJustInTime() {
    takes(Duration.ofMillis(50));

    assertEquals("asked", call(() -> "asked"));
  }

  @Test
  void asksAgainAfterARestThatDoubles() {
    long[] rests = {1, 2, 4, 8, 16, 32, 60, 60};
    for (long minutes : rests) {
      takes(Duration.ofMillis(51));
      pass(Duration.ofMinutes(minutes).minusMillis(1));
      assertEquals("otherwise", call(() -> "too early"), minutes + " minutes");
      pass(Duration.ofMillis(1));
      assertEquals("back", call(() -> "back"), minutes + " minutes");
    }
    assertEquals(rests.length, vitals.timesSetAside());
  }

  @Test
  void blamesNobodyForAPauseOfTheMachine() {
    var slow = new AtomicBoolean(true);
    String answer =
        call(() -> {
          pass(Duration.ofMillis(slow.getAndSet(false) ? 900 : 0));
          return "first";
        });

    assertEquals("first", answer);
    assertEquals(1, vitals.overruns());
    assertEquals(Optional.empty(), vitals.asideUntil());
  }

  @Test
  void doesNotAskAgainWhatTookASecond() {
    var times = new AtomicLong();
    call(() -> {
      times.incrementAndGet();
      pass(Duration.ofMillis(1001));
      return "late";
    });

    assertEquals(1, times.get());
    assertEquals(1, vitals.timesSetAside());
  }

  @Test
  void countsCallsThatWereInsideTogetherAsOneOffence() {
    call(() -> {
      takes(Duration.ofMillis(60)); // sets aside while the outer call is still inside
      pass(Duration.ofSeconds(2));
      return "outer";
    });

    assertEquals(1, vitals.timesSetAside());
    assertEquals(2, vitals.overruns());
  }
}
