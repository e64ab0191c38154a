package tollgate.runtime.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import org.junit.jupiter.api.Test;

/** What the operator gives caps beyond what they say, and calls that a cap does not cover. */
class GrantsInTillTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Meter DAY = Meter.day(ZoneOffset.UTC, Axes.TOOL);
  private static final Meter HOUR = Meter.of(new Span.Rolling(Duration.ofMinutes(60)), Axes.TOOL);

  private final Till till = new Till(List.of());

  private static Cap usd(Meter meter, long most) {
    return new Cap("purse", meter, Unit.USD, most, false);
  }

  private Answer ask(Instant at, long nanos, Cap cap) {
    var claim = new Claim(at, Map.of(Axes.TOOL, "plow"), List.of(cap), new Amount(nanos, nanos, 1));
    Answer answer = till.admit(claim);
    if (answer instanceof Answer.Unknown(var counters)) {
      for (CounterKey key : counters) {
        till.complete(till.ask(key, at, asked -> asked), Map.of());
      }
      answer = till.admit(claim);
    }
    return answer;
  }

  private void spend(Instant at, long nanos, Cap cap) {
    assertInstanceOf(Lease.class, ask(at, nanos, cap))
        .settle(new Amount(nanos, nanos, 1), () -> {});
  }

  private Standing standing(Cap cap) {
    return till.standing(cap, key(cap), NOON).orElseThrow();
  }

  private static CounterKey key(Cap cap) {
    return cap.meter().at(NOON, "plow");
  }

  private void reset(Cap cap) {
    till.grant(till.forgiving(cap, key(cap), NOON).orElseThrow());
  }

  @Test
  void aRaisedCapHasMoreRoomUntilItsWindowEnds() {
    Cap cap = usd(DAY, 100);
    spend(NOON, 100, cap);

    till.grant(Grant.raise(cap, key(cap), 30, NOON));

    assertEquals(130, standing(cap).limit());
    assertEquals(30, standing(cap).left());
    spend(NOON, 30, cap);
    var exhausted = assertInstanceOf(Answer.Exhausted.class, ask(NOON, 1, cap));
    assertEquals(130, exhausted.cap().most());
    Instant tomorrow = NOON.plus(Duration.ofDays(1));
    assertInstanceOf(Answer.Exhausted.class, ask(tomorrow, 101, cap));
    spend(tomorrow, 100, cap);
  }

  @Test
  void aResetLetsWhatWasSpentCountNoMoreAndTheCounterStays() {
    Cap cap = usd(DAY, 100);
    spend(NOON, 90, cap);
    Lease running = assertInstanceOf(Lease.class, ask(NOON, 10, cap));

    reset(cap);

    assertEquals(0, standing(cap).spent());
    assertEquals(90, standing(cap).left());
    running.settle(new Amount(8, 8, 1), () -> {});
    assertEquals(8, standing(cap).spent());
    assertEquals(98, till.reading(key(cap)).orElseThrow().spent().nanos());
    spend(NOON, 92, cap);
    assertInstanceOf(Answer.Exhausted.class, ask(NOON, 1, cap));
  }

  @Test
  void ofARollingWindowWhatWasForgivenLeavesWithTheTimeItWasSpentIn() {
    Cap cap = usd(HOUR, 100);
    spend(NOON, 60, cap);
    spend(NOON.plusSeconds(1_800), 40, cap);
    reset(cap);
    spend(NOON.plusSeconds(1_900), 70, cap);

    assertEquals(70, standing(cap).spent());
    spend(NOON.plusSeconds(3_700), 30, cap); // the sixty have left, forgiven as they were
    assertEquals(100, standing(cap).spent());
    var exhausted = assertInstanceOf(Answer.Exhausted.class, ask(NOON.plusSeconds(3_710), 10, cap));
    assertEquals(
        Optional.of(NOON.plusSeconds(1_860 + 3_660)), exhausted.resets(), "the seventy leave then");
  }

  @Test
  void ofARollingWindowARaiseLastsForItsLength() {
    Cap cap = usd(HOUR, 100);
    spend(NOON, 1, cap);
    Grant raise = Grant.raise(cap, key(cap), 50, NOON);
    till.grant(raise);

    assertEquals(150, standing(cap).limit());
    assertEquals(Optional.of(NOON.plusSeconds(3_660)), raise.ends());
    spend(NOON.plusSeconds(3_660), 1, cap);
    assertEquals(100, standing(cap).limit());
  }

  @Test
  void ofARollingWindowNothingIsToldThatHasLeftIt() {
    spend(NOON, 60, usd(HOUR, 100));

    Instant later = NOON.plusSeconds(3_700);

    assertEquals(0, till.standings(later).getFirst().spent());
    assertEquals(0, till.reading(key(usd(HOUR, 100))).orElseThrow().spent().nanos());
  }

  @Test
  void whatIsGrantedOutlivesAForgottenCounter() {
    Meter month = Meter.of(new Span.Calendar(Span.Unit.MONTH, ZoneOffset.UTC), Axes.TOOL);
    Cap cap = usd(month, 100);
    spend(NOON, 1, cap);
    till.grant(Grant.raise(cap, key(cap), 50, NOON));

    till.forgetIdle(NOON.plusSeconds(1));
    assertEquals(Optional.empty(), till.standing(cap, key(cap), NOON));
    spend(NOON.plusSeconds(2), 120, cap);

    assertEquals(150, standing(cap).limit());
    till.forgetIdle(Instant.parse("2026-12-01T00:00:00Z"));
    assertEquals(List.of(), till.grants());
  }

  @Test
  void aCallThatWaitsIsLetInWhenTheCapIsRaised() throws InterruptedException {
    Cap cap = usd(DAY, 100);
    assertInstanceOf(Lease.class, ask(NOON, 100, cap));
    var claim = new Claim(NOON, Map.of(Axes.TOOL, "plow"), List.of(cap), new Amount(20, 0, 1));
    var answers = new ArrayBlockingQueue<Answer>(1);
    Thread.ofVirtual().start(() -> answers.add(till.admit(claim, Duration.ofSeconds(20))));
    while (till.waiting() == 0) {
      Thread.onSpinWait();
    }

    till.grant(Grant.raise(cap, key(cap), 20, NOON));

    Lease waited = assertInstanceOf(Lease.class, answers.take());
    assertTrue(waited.waited().isPositive());
  }

  @Test
  void aCapCountsAndLimitsTheCallsItCovers() {
    var cap =
        new Cap("plows", DAY, Unit.USD, 10, false, CapSource.SETTINGS, Map.of(Axes.TOOL, "plow"));
    spend(NOON, 10, cap);

    assertInstanceOf(Answer.Exhausted.class, ask(NOON, 1, cap));
    var other = new Claim(NOON, Map.of(Axes.TOOL, "rake"), List.of(cap), new Amount(50, 0, 1));
    Lease lease = assertInstanceOf(Lease.class, till.admit(other));
    assertEquals(List.of(), lease.leftOfEach());
  }

  @Test
  void aForecastGoesOnAsTheWindowDidSoFar() {
    Cap cap = usd(DAY, 100);
    spend(NOON, 80, cap);

    assertEquals(
        Optional.of(Instant.parse("2026-11-21T15:00:00Z")), Forecast.of(standing(cap), NOON));
    till.grant(Grant.raise(cap, key(cap), 40, NOON));
    assertEquals(
        Optional.of(Instant.parse("2026-11-21T21:00:00Z")), Forecast.of(standing(cap), NOON));
    till.grant(Grant.raise(cap, key(cap), 60, NOON));
    assertEquals(Optional.empty(), Forecast.of(standing(cap), NOON), "not before midnight");
  }

  @Test
  void aSpanIsReadFromItsWords() {
    for (Span span :
        List.of(
            new Span.Calendar(Span.Unit.WEEK, ZoneId.of("Asia/Kolkata")),
            new Span.Calendar(Span.Unit.DAY, ZoneOffset.UTC),
            new Span.Rolling(Duration.ofHours(5)),
            new Span.Ever())) {
      assertEquals(span, Span.of(span.words()));
    }
  }
}
