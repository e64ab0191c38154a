package tollgate.runtime.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tollgate.api.usage.Money;

class TillTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Meter DAY = Meter.day(ZoneOffset.UTC);
  private static final CounterKey TODAY = DAY.at(NOON);
  private static final CounterKey PLOW_TODAY =
      Meter.day(ZoneOffset.UTC, Axes.TOOL).at(NOON, "plow");
  private static final CounterKey SESSION = Meter.SESSION.at(NOON, "s1", "plow");
  private static final Amount NOTHING = Amount.ZERO;

  private final Till till = new Till(Meter.standing(ZoneOffset.UTC));

  private static Amount nanos(long nanos) {
    return new Amount(nanos, 0, 0);
  }

  private Lease admit(long hold) {
    return assertInstanceOf(Lease.class, till.admit(claim(hold)));
  }

  private Reading read(CounterKey key) {
    return till.reading(key).orElseThrow();
  }

  @Test
  void postsAHoldOnEveryMeterTheCallBelongsTo() {
    completeAll();

    Lease lease = admit(5);

    assertEquals(nanos(5), lease.hold());
    assertEquals(new Money(5), till.held());
    for (CounterKey key : List.of(TODAY, PLOW_TODAY, SESSION)) {
      assertEquals(NOTHING, read(key).spent());
      assertEquals(nanos(5), read(key).held());
    }
  }

  @Test
  void leavesMetersAloneWhoseAxesTheCallLacks() {
    till.admit(new Claim(NOON, Map.of(Axes.TOOL, "plow", Axes.SESSION, ""), nanos(1)));
    till.ask(SESSION, NOON, question -> complete(question, 0));

    assertEquals(NOTHING, read(SESSION).held());
  }

  @Test
  void putsTheCostInThePlaceOfTheHold() {
    completeAll();
    Lease lease = admit(5);
    var handedOver = new ArrayList<String>();

    boolean settled = lease.settle(nanos(7), () -> handedOver.add("settlement"));

    assertTrue(settled);
    assertEquals(List.of("settlement"), handedOver);
    assertEquals(nanos(7), read(TODAY).spent());
    assertEquals(NOTHING, read(TODAY).held());
    assertEquals(0, till.leases());
    assertEquals(Money.ZERO, till.held());
  }

  @Test
  void settlesOnce() {
    completeAll();
    Lease lease = admit(5);
    lease.settle(nanos(7), () -> {});

    assertFalse(lease.settle(nanos(9), () -> {}));
    assertFalse(lease.force(nanos(3)));
    lease.release();

    assertEquals(nanos(7), read(TODAY).spent());
    assertEquals(NOTHING, read(TODAY).held());
  }

  @Test
  void holdsMoreOrLessAsTheCallGoesOn() {
    completeAll();
    Lease lease = admit(5);

    assertTrue(lease.force(nanos(50)));
    assertEquals(new Money(50), till.held());
    assertTrue(lease.renew(nanos(1), nanos(2)));

    assertEquals(new Money(2), till.held());
    assertEquals(nanos(2), read(SESSION).held());
  }

  @Test
  void countsACallInTheDayItArrivedWheneverItEnds() {
    till.restore(TODAY, nanos(100), NOON);
    Instant late = Instant.parse("2026-11-20T23:59:59.999Z");
    till.restore(DAY.at(late), nanos(10), late);

    Answer answer = till.admit(new Claim(late, Map.of(), nanos(1)));
    assertInstanceOf(Lease.class, answer).settle(nanos(1), () -> {});

    assertEquals(nanos(11), read(DAY.at(late)).spent());
    assertEquals(nanos(100), read(TODAY).spent());
  }

  @Test
  void completesACounterExactlyAlthoughOthersSettleMeanwhile() {
    Lease first = admit(5);
    Lease second = admit(5);
    first.settle(nanos(3), () -> {});

    // The ledger is asked now: it will answer 40, of which 3 were posted since the counter was
    // made.
    List<Missing> missing = second.enqueue(all -> all);
    second.settle(nanos(4), () -> {});
    for (Missing counter : missing) {
      complete(counter, 40);
      complete(counter, 999);
    }

    assertEquals(3, missing.size());
    assertEquals(nanos(44), read(SESSION).spent());
  }

  @Test
  void aMeterThatIsNewCountsTheCallsThatRun() {
    Lease running = admit(5);
    var byAgent = new Meter(List.of(Axes.TOOL), new Span.Ever());

    Missing question = till.ask(byAgent.at(NOON, "plow"), NOON, asked -> asked);
    running.settle(nanos(8), () -> {});
    complete(question, 100);

    assertEquals(nanos(108), read(byAgent.at(NOON, "plow")).spent());
    assertEquals(NOTHING, read(byAgent.at(NOON, "plow")).held());
  }

  @Test
  void showsNoCounterThatDoesNotKnowAll() {
    admit(5);

    assertTrue(till.readings().isEmpty());
    assertTrue(till.reading(TODAY).isEmpty());
  }

  @Test
  void correctsWhatAnEndedCallCost() {
    till.restore(TODAY, nanos(100), NOON);

    till.correct(claim(0), nanos(-30), () -> "handed over");

    assertEquals(nanos(70), read(TODAY).spent());
  }

  @Test
  void forgetsCountersNobodyUsesAndNoneThatIsHeld() {
    completeAll();
    Lease lease = admit(5);
    till.restore(DAY.at(Instant.EPOCH), NOTHING, Instant.EPOCH);

    till.forgetIdle(NOON.plusSeconds(1));
    assertEquals(3, till.readings().size());

    lease.release();
    till.forgetIdle(NOON.plusSeconds(1));
    assertEquals(0, till.readings().size());
  }

  @Test
  void losesNothingWhenManyPostAtOnce() {
    completeAll();
    var handedOver = new ArrayList<Long>(); // guarded by the till's own lock
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 1; i <= 2_000; i++) {
        long cost = i;
        threads.execute(() -> {
          Lease lease = admit(cost);
          lease.force(nanos(2 * cost));
          lease.settle(nanos(cost), () -> handedOver.add(cost));
        });
      }
    }

    assertEquals(nanos(2_001_000), read(TODAY).spent());
    assertEquals(2_001_000, handedOver.stream().mapToLong(cost -> cost).sum());
    assertEquals(Money.ZERO, till.held());
  }

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void spentAndHeldAreTheSumsOfWhatHappened(long seed) {
    var random = new Random(seed);
    completeAll();
    var open = new ArrayList<Lease>();
    long spent = 0;
    for (int i = 0; i < 60; i++) {
      long amount = random.nextLong(1_000);
      int pick = open.isEmpty() ? 0 : random.nextInt(open.size());
      switch (open.isEmpty() ? 0 : random.nextInt(4)) {
        case 0 -> open.add(admit(amount));
        case 1 -> open.get(pick).force(nanos(amount));
        case 2 -> open.remove(pick).release();
        default -> {
          open.remove(pick).settle(nanos(amount), () -> {});
          spent += amount;
        }
      }
    }

    long held = open.stream().mapToLong(lease -> lease.hold().nanos()).sum();
    assertEquals(nanos(spent), read(TODAY).spent());
    assertEquals(nanos(held), read(TODAY).held());
    assertEquals(open.size(), till.leases());
  }

  private boolean complete(Missing question, long all) {
    till.complete(question, Map.of(0L, nanos(all)));
    return true;
  }

  private void completeAll() {
    till.restore(TODAY, NOTHING, NOON);
    till.restore(PLOW_TODAY, NOTHING, NOON);
    till.restore(SESSION, NOTHING, NOON);
  }

  private static Claim claim(long hold) {
    return new Claim(NOON, Map.of(Axes.TOOL, "plow", Axes.SESSION, "s1"), nanos(hold));
  }
}
