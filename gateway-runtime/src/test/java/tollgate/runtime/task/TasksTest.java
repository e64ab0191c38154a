package tollgate.runtime.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tollgate.runtime.event.RecordedEvents;
import tollgate.runtime.event.TaskEvent;
import tollgate.runtime.metric.Metrics;

@Timeout(20)
class TasksTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final FakeTime time = new FakeTime();
  private final Metrics metrics = new Metrics();
  private final RecordedEvents events = new RecordedEvents();
  private final Tasks tasks = new Tasks(time, metrics, () -> 1.0);

  @AfterEach
  void close() {
    tasks.close();
    events.close();
    metrics.close();
  }

  @Test
  void makesTheFirstTurnAfterOneInterval() throws Exception {
    var turns = new AtomicInteger();
    tasks.start("prices", Schedule.every(MINUTE), turns::incrementAndGet);

    time.awaitPaused(1);
    assertEquals(0, turns.get());

    time.advanceWhenPaused(1, MINUTE);
    time.awaitPaused(1);
    assertEquals(1, turns.get());
  }

  @Test
  void makesTheFirstTurnAtOnceWhereToldSo() throws Exception {
    var turns = new AtomicInteger();
    tasks.start("prices", Schedule.nowAndEvery(MINUTE), turns::incrementAndGet);

    time.awaitPaused(1);

    assertEquals(1, turns.get());
    LoopState state = tasks.states().getFirst();
    assertEquals(new LoopState("prices", MINUTE, true, 1, 0, state.lastTurn()), state);
    assertInstanceOf(LastTurn.Succeeded.class, state.lastTurn());
  }

  @Test
  void goesOnAfterFailuresWithGrowingPausesAndForgetsThemOnSuccess() throws Exception {
    var turns = new AtomicInteger();
    tasks.start(
        "prices",
        Schedule.nowAndEvery(Duration.ofHours(6)),
        () -> {
          if (turns.incrementAndGet() <= 2) {
            throw new IllegalStateException("no network");
          }
        });

    time.awaitPaused(1);
    assertEquals(1, tasks.states().getFirst().failures());
    time.advanceWhenPaused(1, Duration.ofSeconds(10));
    time.advanceWhenPaused(1, Duration.ofSeconds(20));
    time.awaitPaused(1);

    assertEquals(
        List.of(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofHours(6)),
        time.pauses());
    assertEquals(0, tasks.states().getFirst().failures());
    assertEquals(2, events.count(TaskEvent.LOOP_ERROR));
    assertEquals("PT20S", events.field(TaskEvent.LOOP_ERROR, "next_delay_ms"));
    assertTrue(
        metrics
            .scrape()
            .contains("tollgate_loop_runs_total{name=\"prices\",outcome=\"failed\"} 2"));
  }

  @Test
  void tellsWhyTheLastTurnFailed() throws Exception {
    tasks.start(
        "prices",
        Schedule.nowAndEvery(MINUTE),
        () -> {
          throw new AssertionError("even an error");
        });
    time.awaitPaused(1);

    var failed = assertInstanceOf(LastTurn.Failed.class, tasks.states().getFirst().lastTurn());

    assertEquals("java.lang.AssertionError: even an error", failed.reason());
  }

  @Test
  void interruptsATurnThatBlocksWhenItIsClosed() throws Exception {
    var reached = new CountDownLatch(1);
    tasks.start(
        "stuck",
        Schedule.nowAndEvery(MINUTE),
        () -> {
          reached.countDown();
          new CountDownLatch(1).await();
        });
    reached.await();

    tasks.close();

    assertEquals(0, events.count(TaskEvent.LOOP_STOP_TIMEOUT));
    assertEquals(1, events.count(TaskEvent.LOOP_STOPPED));
    assertEquals(0, events.count(TaskEvent.LOOP_ERROR), "being told to end is no failure");
  }

  @Test
  void stopsOneLoopAndLeavesTheOthers() throws Exception {
    tasks.start("one", Schedule.every(MINUTE), () -> {});
    tasks.start("two", Schedule.every(MINUTE), () -> {});
    time.awaitPaused(2);

    assertTrue(tasks.stop("one"));

    assertEquals(List.of("two"), tasks.states().stream().map(LoopState::name).toList());
    assertFalse(tasks.stop("one"));
  }

  @Test
  void refusesASecondLoopOfTheSameName() {
    tasks.start("one", Schedule.every(MINUTE), () -> {});

    assertThrows(
        IllegalStateException.class, () -> tasks.start("one", Schedule.every(MINUTE), () -> {}));
  }

  @Test
  void stretchesPausesSoThatLoopsDoNotStayTogether() throws Exception {
    try (var jittery = new Tasks(time, metrics, () -> 1.1)) {
      jittery.start("prices", Schedule.every(MINUTE), () -> {});
      time.awaitPaused(1);
    }

    assertEquals(List.of(Duration.ofSeconds(66)), time.pauses());
  }

  @Test
  void waitsLongerAfterEachFailureUpToAMinuteOrTheInterval() {
    Schedule quick = Schedule.every(Duration.ofSeconds(1));
    assertEquals(Duration.ofSeconds(1), quick.after(0));
    assertEquals(Duration.ofSeconds(2), quick.after(1));
    assertEquals(MINUTE, quick.after(50));

    Schedule slow = Schedule.every(Duration.ofHours(6));
    assertEquals(Duration.ofSeconds(10), slow.after(1));
    assertEquals(Duration.ofHours(6), slow.after(50));
  }

  @Test
  void refusesAScheduleThatWouldSpin() {
    assertThrows(IllegalArgumentException.class, () -> Schedule.every(Duration.ZERO));
  }
}
