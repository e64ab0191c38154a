package tollgate.runtime.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What caps let in, and what they say to whom they do not. */
class CapsInTillTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Meter DAY = Meter.day(ZoneOffset.UTC);
  private static final Meter EVER = Meter.of(new Span.Ever(), Axes.TOOL);

  private final Till till = new Till(List.of());

  private static Cap usd(Meter meter, long most) {
    return new Cap("purse", meter, Unit.USD, most, false);
  }

  private static Amount hold(long nanos) {
    return new Amount(nanos, nanos * 10, 1);
  }

  private Answer ask(Claim claim) {
    Answer answer = till.admit(claim);
    if (answer instanceof Answer.Unknown(var counters)) {
      for (CounterKey key : counters) {
        till.complete(till.ask(key, claim.at(), asked -> asked), Map.of());
      }
      answer = till.admit(claim);
    }
    return answer;
  }

  private Answer ask(long nanos, Cap... caps) {
    return ask(at(NOON, nanos, caps));
  }

  private static Claim at(Instant when, long nanos, Cap... caps) {
    return new Claim(when, Map.of(Axes.TOOL, "plow"), List.of(caps), hold(nanos));
  }

  private Lease lease(Answer answer) {
    return assertInstanceOf(Lease.class, answer);
  }

  @Test
  void asksTheLedgerBeforeItLetsAnyoneIn() {
    Answer answer = till.admit(at(NOON, 1, usd(DAY, 100)));

    assertEquals(new Answer.Unknown(List.of(DAY.at(NOON))), answer);
    assertEquals(0, till.leases());
  }

  @Test
  void whatWasSpentBeforeTheCapExistedCounts() {
    CounterKey key = DAY.at(NOON);
    till.complete(till.ask(key, NOON, asked -> asked), Map.of(0L, new Amount(95, 0, 3)));

    var exhausted = assertInstanceOf(Answer.Exhausted.class, ask(6, usd(DAY, 100)));

    assertEquals(95, exhausted.spent());
    assertEquals(Optional.of(Instant.parse("2026-11-22T00:00:00Z")), exhausted.resets());
    lease(ask(5, usd(DAY, 100)));
  }

  @Test
  void letsInToTheLastNanoDollarAndNotBeyond() {
    Cap cap = usd(DAY, 100);
    lease(ask(100, cap)).settle(hold(99), () -> {});

    assertInstanceOf(Answer.Exhausted.class, ask(2, cap));
    lease(ask(1, cap));
  }

  @Test
  void roomThatRunningCallsHoldIsContendedAndNotSpent() {
    Cap cap = usd(DAY, 100);
    Lease running = lease(ask(60, cap));

    var contended = assertInstanceOf(Answer.Contended.class, ask(50, cap));
    assertEquals(60, contended.held());

    running.settle(hold(10), () -> {});
    lease(ask(50, cap));
  }

  @Test
  void whatIsTooMuchForAnEmptyCapIsExhaustedAtOnce() {
    assertInstanceOf(Answer.Exhausted.class, ask(101, usd(DAY, 100)));
  }

  @Test
  void allCapsGetTheHoldOrNone() {
    Cap day = usd(DAY, 100);
    Cap ever = usd(EVER, 40);
    lease(ask(30, day, ever));

    assertInstanceOf(Answer.Contended.class, ask(20, day, ever));

    assertEquals(30, till.reading(DAY.at(NOON)).orElseThrow().held().nanos());
    assertEquals(30, till.reading(EVER.at(NOON, "plow")).orElseThrow().held().nanos());
  }

  @Test
  void ofTwoCapsThatAreSpentTheOneThatLastsIsTold() {
    lease(ask(10, usd(DAY, 10), usd(EVER, 10))).settle(hold(10), () -> {});

    var exhausted = assertInstanceOf(Answer.Exhausted.class, ask(1, usd(DAY, 10), usd(EVER, 10)));

    assertEquals(EVER, exhausted.cap().meter());
    assertEquals(Optional.empty(), exhausted.resets());
  }

  @Test
  void aCapThatIsRaisedOrLoweredForgetsNothing() {
    lease(ask(10, usd(DAY, 10))).settle(hold(10), () -> {});

    assertInstanceOf(Answer.Exhausted.class, ask(1, usd(DAY, 10)));
    lease(ask(1, usd(DAY, 11))).release();
    assertInstanceOf(Answer.Exhausted.class, ask(1, usd(DAY, 5)));
  }

  @Test
  void callsCountFromTheMomentTheyAreLetIn() {
    Cap two = new Cap("two", DAY, Unit.CALLS, 2, false);
    Lease first = lease(ask(1, two));
    lease(ask(1, two));

    assertInstanceOf(Answer.Exhausted.class, ask(1, two));

    first.settle(hold(1), () -> {});
    assertInstanceOf(Answer.Exhausted.class, ask(1, two));
  }

  @Test
  void aCallThatWasNeverSentDoesNotCount() {
    Cap one = new Cap("one", DAY, Unit.CALLS, 1, false);
    lease(ask(1, one)).release();

    lease(ask(1, one));
  }

  @Test
  void onlySoManyRunAtOnce() {
    Cap two = new Cap("lanes", EVER, Unit.CONCURRENT, 2, false);
    Lease first = lease(till.admit(at(NOON, 1, two)));
    lease(till.admit(at(NOON, 1, two)));

    assertInstanceOf(Answer.Contended.class, till.admit(at(NOON, 1, two)));

    first.settle(hold(1), () -> {});
    lease(till.admit(at(NOON, 1, two)));
  }

  @Test
  void tokensAreCappedAsMoneyIs() {
    Cap tokens = new Cap("tokens", DAY, Unit.TOKENS, 100, false);
    lease(ask(5, tokens)).settle(new Amount(5, 80, 1), () -> {});

    assertInstanceOf(Answer.Exhausted.class, ask(3, tokens));
    lease(ask(2, tokens));
  }

  @Test
  void aWishIsGrantedWholeWhereItIsASmallShareOfTheRoom() {
    assertEquals(30, lease(ask(wishing(10, 10, 30, usd(DAY, 100)))).hold().nanos());
  }

  private static Claim wishing(long least, long enough, long wish, Cap cap) {
    return new Claim(NOON, Map.of(), List.of(cap), hold(least), hold(enough), hold(wish));
  }

  @Test
  void aWishForAllThereIsGetsAShareAndLeavesTheRestToOthers() {
    Cap cap = usd(DAY, 1_010);

    assertEquals(10 + 1_000 / 4, lease(ask(wishing(10, 10, 5_000, cap))).hold().nanos());
    assertEquals(10 + 740 / 8, lease(ask(wishing(10, 10, 5_000, cap))).hold().nanos());
  }

  @Test
  void whatIsEnoughIsGrantedThoughItIsMoreThanAShare() {
    assertEquals(80, lease(ask(wishing(10, 80, 90, usd(DAY, 100)))).hold().nanos());
  }

  @Test
  void of200ThatWishForAllThereIsEachGetsItsLeast() {
    Cap cap = usd(DAY, 100_000);
    for (int i = 0; i < 200; i++) {
      assertTrue(lease(ask(wishing(10, 20, 100_000, cap))).hold().nanos() >= 20);
    }
    assertTrue(till.standings(NOON).getFirst().held() <= 100_000);
  }

  @Test
  void whereAnEmptyCapHadNotEnoughAllOfWhatIsLeftIsGranted() {
    Cap cap = usd(DAY, 100);
    lease(ask(70, cap)).settle(hold(70), () -> {});

    Answer answer = till.admit(wishing(10, 50, 90, cap), Duration.ofDays(1));

    assertEquals(30, lease(answer).hold().nanos(), "and nobody waited");
  }

  @Test
  void aRenewalIsGrantedToTheEndOfTheCapAndThenRefused() {
    Cap cap = usd(DAY, 100);
    Lease lease = lease(ask(10, cap));

    assertTrue(lease.renew(hold(20), hold(80)));
    assertEquals(80, lease.hold().nanos());
    assertTrue(lease.renew(hold(90), hold(150)));
    assertEquals(100, lease.hold().nanos());
    assertFalse(lease.renew(hold(101), hold(150)));

    assertEquals(101, lease.hold().nanos(), "what was used is held, room or not");
  }

  @Test
  void aRenewalLeavesOthersTheirRoom() {
    Cap cap = usd(DAY, 100);
    Lease one = lease(ask(10, cap));
    lease(ask(70, cap));

    assertTrue(one.renew(hold(20), hold(60)));
    assertEquals(30, one.hold().nanos());
  }

  @Test
  void aCallThatGoesElsewhereLeavesTheRoomItHad() {
    Cap cap = usd(Meter.of(new Span.Ever(), Axes.PROVIDER), 100);
    Lease lease = lease(ask(new Claim(NOON, Map.of("provider", "a"), List.of(cap), hold(60))));
    ask(new Claim(NOON, Map.of("provider", "b"), List.of(cap), hold(70)));

    assertInstanceOf(Answer.Contended.class, lease.move(Map.of("provider", "b"), hold(60)));
    assertEquals(lease, lease.move(Map.of("provider", "b"), hold(30)));

    lease(ask(new Claim(NOON, Map.of("provider", "a"), List.of(cap), hold(100))));
    lease.settle(hold(30), () -> {});
    assertEquals(30, till.reading(cap.meter().at(NOON, "b")).orElseThrow().spent().nanos());
  }

  @Test
  void anAgentSpendsForEachOfThoseThatStartedIt() {
    Meter meter = Meter.of(new Span.Ever(), Axes.LINEAGE);
    Cap cap = usd(meter, 100);
    String child = "s" + Axes.BELOW + "a";
    String other = "s" + Axes.BELOW + "b";
    Claim byChild = new Claim(NOON, Map.of(Axes.LINEAGE, child), List.of(cap), hold(60));
    Claim byOther = new Claim(NOON, Map.of(Axes.LINEAGE, other), List.of(cap), hold(60));

    lease(ask(byChild)).settle(hold(60), () -> {});

    var exhausted = assertInstanceOf(Answer.Exhausted.class, ask(byOther));
    assertEquals(List.of("s"), exhausted.values());
  }

  @Test
  void aRollingWindowLetsGoOfWhatIsOlder() {
    Cap cap = usd(Meter.of(new Span.Rolling(Duration.ofHours(1))), 100);
    lease(ask(100, cap)).settle(hold(100), () -> {});

    var exhausted =
        assertInstanceOf(Answer.Exhausted.class, ask(at(NOON.plusSeconds(3_599), 1, cap)));
    Instant free = exhausted.resets().orElseThrow();
    assertEquals(NOON.plusSeconds(3_660), free);
    assertInstanceOf(Answer.Exhausted.class, ask(at(free.minusMillis(1), 1, cap)));
    lease(ask(at(free, 100, cap)));
  }

  @Test
  void aRollingWindowNeverHoldsMoreThanItsCapInAnyHour() {
    Cap cap = usd(Meter.of(new Span.Rolling(Duration.ofHours(1))), 60);
    var spentAt = new java.util.ArrayList<Instant>();
    for (int second = 0; second < 3 * 3_600; second += 20) {
      Instant now = NOON.plusSeconds(second);
      if (ask(at(now, 1, cap)) instanceof Lease lease) {
        lease.settle(hold(1), () -> {});
        spentAt.add(now);
      }
    }

    for (Instant from : spentAt) {
      Instant until = from.plusSeconds(3_600);
      long inHour = spentAt.stream().filter(at -> !at.isBefore(from) && at.isBefore(until)).count();
      assertTrue(inHour <= 60, () -> inHour + " in the hour from " + from);
    }
    assertTrue(spentAt.size() >= 170, spentAt::toString);
  }

  @Test
  void aClockThatIsSetBackOpensNothingAgain() {
    Cap rolling = usd(Meter.of(new Span.Rolling(Duration.ofHours(1))), 100);
    Cap day = usd(DAY, 100);
    lease(ask(100, rolling, day)).settle(hold(100), () -> {});

    Instant before = NOON.minus(Duration.ofHours(3));
    assertInstanceOf(Answer.Exhausted.class, ask(at(before, 1, rolling)));
    assertInstanceOf(Answer.Exhausted.class, ask(at(before, 1, day)));
  }

  @Test
  void aCallWithoutASessionIsInNone() {
    Cap cap = usd(Meter.of(new Span.Ever(), Axes.TOOL, Axes.ROOT), 1);

    lease(till.admit(at(NOON, 1_000, cap)));
  }
}
