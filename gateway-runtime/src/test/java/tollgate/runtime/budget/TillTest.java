package tollgate.runtime.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tollgate.api.face.Axis;
import tollgate.api.usage.Money;

class TillTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final CounterKey TODAY = new CounterKey(Meter.DAY, List.of(), 20_778);
  private static final CounterKey PLOW_TODAY =
      new CounterKey(Meter.TOOL_DAY, List.of("plow"), 20_778);
  private static final CounterKey SESSION = new CounterKey(Meter.SESSION, List.of("plow", "s1"), 0);

  private final Till till = new Till(Meter.STANDING);

  @Test
  void postsAHoldOnEveryMeterTheCallBelongsTo() {
    completeAll();

    Lease lease = till.admit(claim(5));

    assertEquals(new Money(5), lease.hold());
    assertEquals(new Money(5), till.held());
    for (CounterKey key : List.of(TODAY, PLOW_TODAY, SESSION)) {
      assertEquals(new Reading(key, Money.ZERO, new Money(5)), till.reading(key).orElseThrow());
    }
  }

  @Test
  void leavesMetersAloneWhoseAxesTheCallLacks() {
    till.admit(new Claim(NOON, Map.of(Axis.TOOL, "plow", Axis.SESSION, ""), new Money(1)));
    till.complete(SESSION, Money.ZERO);

    assertTrue(till.reading(SESSION).isEmpty());
  }

  @Test
  void putsTheCostInThePlaceOfTheHold() {
    completeAll();
    Lease lease = till.admit(claim(5));
    var handedOver = new ArrayList<String>();

    boolean settled = lease.settle(new Money(7), () -> handedOver.add("settlement"));

    assertTrue(settled);
    assertEquals(List.of("settlement"), handedOver);
    assertEquals(new Reading(TODAY, new Money(7), Money.ZERO), till.reading(TODAY).orElseThrow());
    assertEquals(0, till.leases());
    assertEquals(Money.ZERO, till.held());
  }

  @Test
  void settlesOnce() {
    completeAll();
    Lease lease = till.admit(claim(5));
    lease.settle(new Money(7), () -> {});

    assertFalse(lease.settle(new Money(9), () -> {}));
    assertFalse(lease.renew(new Money(3)));
    lease.release();

    assertEquals(new Reading(TODAY, new Money(7), Money.ZERO), till.reading(TODAY).orElseThrow());
  }

  @Test
  void renewsToALargerOrASmallerHold() {
    completeAll();
    Lease lease = till.admit(claim(5));

    assertTrue(lease.renew(new Money(50)));
    assertEquals(new Money(50), till.held());
    assertTrue(lease.renew(new Money(2)));

    assertEquals(new Money(2), till.held());
    assertEquals(new Money(2), till.reading(SESSION).orElseThrow().held());
  }

  @Test
  void countsACallInTheDayItArrivedWheneverItEnds() {
    till.restore(TODAY, new Money(100), NOON);
    CounterKey yesterday = new CounterKey(Meter.DAY, List.of(), 20_777);
    till.restore(yesterday, new Money(10), NOON);

    Lease late =
        till.admit(new Claim(Instant.parse("2026-11-20T23:59:59.999Z"), Map.of(), new Money(1)));
    late.settle(new Money(1), () -> {});

    assertEquals(new Money(11), till.reading(yesterday).orElseThrow().spent());
    assertEquals(new Money(100), till.reading(TODAY).orElseThrow().spent());
  }

  @Test
  void completesACounterExactlyAlthoughOthersSettleMeanwhile() {
    Lease first = till.admit(claim(5));
    Lease second = till.admit(claim(5));
    first.settle(new Money(3), () -> {});

    // The ledger is asked now: it will answer 40, of which 3 were posted since the counter was
    // made.
    List<Missing> missing = second.enqueue(all -> all);
    second.settle(new Money(4), () -> {});
    for (Missing counter : missing) {
      till.complete(counter.key(), new Money(40).minus(counter.since()));
      till.complete(counter.key(), new Money(999));
    }

    assertEquals(3, missing.size());
    assertEquals(new Money(44), till.reading(SESSION).orElseThrow().spent());
  }

  @Test
  void showsNoCounterThatDoesNotKnowAll() {
    till.admit(claim(5));

    assertTrue(till.readings().isEmpty());
    assertTrue(till.reading(TODAY).isEmpty());
  }

  @Test
  void correctsWhatAnEndedCallCost() {
    till.restore(TODAY, new Money(100), NOON);

    till.correct(claim(0), new Money(-30), () -> "handed over");

    assertEquals(new Money(70), till.reading(TODAY).orElseThrow().spent());
  }

  @Test
  void forgetsCountersNobodyUsesAndNoneThatIsHeld() {
    completeAll();
    Lease lease = till.admit(claim(5));
    till.restore(new CounterKey(Meter.DAY, List.of(), 3), Money.ZERO, Instant.EPOCH);

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
          Lease lease = till.admit(claim(cost));
          lease.renew(new Money(2 * cost));
          lease.settle(new Money(cost), () -> handedOver.add(cost));
        });
      }
    }

    assertEquals(new Money(2_001_000), till.reading(TODAY).orElseThrow().spent());
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
    var tillOfTry = new Till(Meter.STANDING);
    tillOfTry.restore(TODAY, Money.ZERO, NOON);
    var open = new ArrayList<Lease>();
    long spent = 0;
    for (int i = 0; i < 60; i++) {
      long amount = random.nextLong(1_000);
      int pick = open.isEmpty() ? 0 : random.nextInt(open.size());
      switch (open.isEmpty() ? 0 : random.nextInt(4)) {
        case 0 -> open.add(tillOfTry.admit(claim(amount)));
        case 1 -> open.get(pick).renew(new Money(amount));
        case 2 -> open.remove(pick).release();
        default -> {
          open.remove(pick).settle(new Money(amount), () -> {});
          spent += amount;
        }
      }
    }

    long held = open.stream().mapToLong(lease -> lease.hold().nanos()).sum();
    assertEquals(
        new Reading(TODAY, new Money(spent), new Money(held)),
        tillOfTry.reading(TODAY).orElseThrow());
    assertEquals(open.size(), tillOfTry.leases());
  }

  private void completeAll() {
    till.restore(TODAY, Money.ZERO, Instant.EPOCH);
    till.restore(PLOW_TODAY, Money.ZERO, Instant.EPOCH);
    till.restore(SESSION, Money.ZERO, Instant.EPOCH);
  }

  private static Claim claim(long hold) {
    return new Claim(NOON, Map.of(Axis.TOOL, "plow", Axis.SESSION, "s1"), new Money(hold));
  }
}
