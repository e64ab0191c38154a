package tollgate.runtime.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many threads at overlapping caps, with calls that are cancelled, cut, and cost more or less than
 * anyone thought, against an oracle that follows every step.
 *
 * <p>In the build each form makes some tens of thousands of claims; {@code -Dtollgate.long=true}
 * makes a million of each. {@code -Dtollgate.seed=7} repeats a run's claims; their order among
 * threads is the machine's.
 */
@Timeout(300)
class SimulationTest {
  private static final boolean LONG = Boolean.getBoolean("tollgate.long");
  private static final int CLAIMS = LONG ? 1_000_000 : 60_000;
  private static final int THREADS = 256;
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Amount NOTHING = Amount.ZERO;

  /** What an answer that cannot be watched would have beyond what is enough for it. */
  private static final Amount UNSEEN = new Amount(10_000, 10_000, 0);

  private final long seed = Long.getLong("tollgate.seed", System.nanoTime());

  /** How true the estimates are. */
  enum Estimates {
    EXACT,
    WRONG
  }

  /** Every cap belongs to one meter without axes, so that the oracle needs no axes of its own. */
  private static List<Cap> caps(long most) {
    var caps = new ArrayList<Cap>();
    caps.add(cap("day", Span.Unit.DAY, Unit.USD, most));
    caps.add(cap("month", Span.Unit.MONTH, Unit.USD, 2 * most));
    caps.add(cap("week", Span.Unit.WEEK, Unit.TOKENS, 3 * most));
    caps.add(cap("hour", Span.Unit.HOUR, Unit.CALLS, CLAIMS / 3));
    caps.add(
        new Cap(
            "rolling",
            Meter.of(new Span.Rolling(Duration.ofHours(5))),
            Unit.USD,
            most + most / 2,
            false));
    caps.add(new Cap("lanes", Meter.of(new Span.Ever()), Unit.CONCURRENT, 120, false));
    return caps;
  }

  private static Cap cap(String name, Span.Unit unit, Unit what, long most) {
    return new Cap(name, Meter.of(new Span.Calendar(unit, ZoneOffset.UTC)), what, most, false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"EXACT", "WRONG"})
  void capsHoldAndTurnNobodyAwayWithoutCause(Estimates estimates) throws InterruptedException {
    List<Cap> caps = caps(CLAIMS * 200L);
    var oracle = new Oracle(caps);
    var till = new Till(List.of(), oracle);
    for (Cap cap : caps) {
      CounterKey key = cap.meter().at(NOON);
      till.complete(till.ask(key, NOON, asked -> asked), Map.of());
    }
    var left = new AtomicLong(CLAIMS);
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      for (int i = 0; i < THREADS; i++) {
        var random = new SplittableRandom(seed + i);
        threads.execute(() -> {
          while (left.decrementAndGet() >= 0) {
            call(till, claim(random, caps), random, estimates);
          }
        });
      }
    }

    String told = "seed " + seed + ", estimates " + estimates + ": " + oracle;
    System.out.println(told);
    assertEquals(List.of(), oracle.faults(), told);
    assertTrue(oracle.isEmpty(), told);
    assertEquals(0, till.leases(), told);
    assertEquals(0, till.held().nanos(), told);
    for (Cap cap : caps) {
      long bound = estimates == Estimates.EXACT ? 0 : oracle.beyond(cap);
      long over = oracle.overspent(cap);
      assertTrue(over <= bound, () -> cap.name() + " is passed by " + over + " " + told);
    }
  }

  /** One to six caps, and a need between a tenth and the whole of an ordinary call. */
  private static Claim claim(SplittableRandom random, List<Cap> caps) {
    var some = new ArrayList<>(caps);
    while (some.size() > 1 && random.nextInt(3) > 0) {
      some.remove(1 + random.nextInt(some.size() - 1)); // the first one applies to all
    }
    var least = new Amount(random.nextLong(100, 1_000), random.nextLong(100, 1_000), 1);
    if (random.nextInt(16) > 0) {
      return new Claim(NOON, Map.of(), some, least, least, least);
    }
    Amount enough = least.plus(new Amount(2_000, 2_000, 0)); // an answer that cannot be watched
    return new Claim(NOON, Map.of(), some, least, enough, enough.plus(UNSEEN));
  }

  private static void call(Till till, Claim claim, SplittableRandom random, Estimates estimates) {
    Duration patience = Duration.ofMillis(random.nextInt(3));
    if (till.admit(claim, patience) instanceof Lease lease) {
      boolean watched = claim.wish().equals(claim.least());
      Amount used =
          random.nextInt(8) == 0
              ? NOTHING
              : watched ? stream(lease, claim, random, estimates) : unseen(lease, claim, random);
      lease.settle(used, () -> {});
    }
  }

  /** Nobody sees what it uses before its end: between its least and all that it holds. */
  private static Amount unseen(Lease lease, Claim claim, SplittableRandom random) {
    Amount most = lease.hold();
    return new Amount(
        random.nextLong(claim.least().nanos(), most.nanos() + 1),
        random.nextLong(claim.least().tokens(), most.tokens() + 1),
        1);
  }

  /** A stream that is renewed until it ends, is cut, or its client leaves. */
  private static Amount stream(
      Lease lease, Claim claim, SplittableRandom random, Estimates estimates) {
    Amount used = claim.least();
    if (estimates == Estimates.WRONG) {
      used = new Amount(used.nanos() * random.nextLong(50, 150) / 100, used.tokens(), 1);
      lease.renew(used, used); // the first usage event tells; it is used, room or not
    }
    for (int i = random.nextInt(6); i > 0; i--) {
      Amount next = used.plus(new Amount(random.nextLong(200), random.nextLong(200), 0));
      if (!lease.renew(next, next.plus(new Amount(300, 300, 0)))) {
        // Cut: what comes beyond the hold is what was on its way already.
        return estimates == Estimates.EXACT ? used : next;
      }
      used = next;
    }
    return used;
  }
}
