package tollgate.runtime.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.usage.Money;
import tollgate.runtime.budget.Amount;
import tollgate.runtime.budget.Axes;
import tollgate.runtime.budget.Cap;
import tollgate.runtime.budget.Meter;
import tollgate.runtime.budget.Span;
import tollgate.runtime.budget.Unit;

/** Caps over the ledger's own memory: what was spent is known however it is asked for. */
class CappedLedgerTest {
  @TempDir Path folder;
  private LedgerHouse house;
  private Calls calls;

  @BeforeEach
  void begin() {
    house = LedgerHouse.at(folder.resolve("ledger.db"));
    calls = Calls.at(house);
  }

  @AfterEach
  void end() {
    house.close();
  }

  private static Cap usd(Meter meter, String most) {
    return new Cap("purse", meter, Unit.USD, Money.usd(most).nanos(), false);
  }

  private Opened open(CallOpening opening, String usd, Cap... caps) {
    Amount hold = Amount.call(Money.usd(usd), 10);
    return house.ledger().open(opening, new Terms(List.of(caps), hold, Duration.ZERO));
  }

  private static OpenCall admitted(Opened opened) {
    return assertInstanceOf(Opened.Admitted.class, opened).call();
  }

  /** Every kind of window by every axis there is. */
  private static List<Meter> meters() {
    ZoneId kolkata = ZoneId.of("Asia/Kolkata");
    return List.of(
        Meter.day(ZoneOffset.UTC, Axes.TOOL),
        Meter.day(kolkata),
        Meter.day(kolkata, Axes.KEY),
        Meter.day(kolkata, Axes.KEY, Axes.TOOL),
        Meter.of(new Span.Calendar(Span.Unit.MINUTE, kolkata), Axes.MODEL),
        Meter.of(new Span.Calendar(Span.Unit.HOUR, kolkata), Axes.PROVIDER),
        Meter.of(new Span.Calendar(Span.Unit.WEEK, kolkata), Axes.INSTANCE),
        Meter.of(new Span.Calendar(Span.Unit.MONTH, kolkata), Axes.SESSION),
        Meter.of(new Span.Rolling(Duration.ofMinutes(7)), Axes.TOOL),
        Meter.of(new Span.Ever()),
        Meter.of(new Span.Ever(), Axes.KEY),
        Meter.of(new Span.Ever(), Axes.TOOL, Axes.ROOT),
        Meter.of(new Span.Ever(), Axes.TOOL, Axes.LINEAGE),
        Meter.of(new Span.Ever(), Axes.AGENT, "tag:team"),
        Meter.of(new Span.Calendar(Span.Unit.MONTH, kolkata), "tag:team"));
  }

  private CallOpening next() {
    return calls
        .instance("left")
        .key("k1")
        .agent("scout", "main")
        .groups("s1", "s1" + Axes.BELOW + "scout", Map.of("team", "barn \"yard\""))
        .next();
  }

  @Test
  void aCapThatIsNewKnowsWhatWasSpentBeforeAndWhatRuns() {
    house.ledger().open(next()).settle(Calls.settled("0.60"));
    OpenCall running = house.ledger().open(next());
    for (Meter meter : meters()) {
      var why = assertInstanceOf(Opened.Exhausted.class, open(next(), "0.41", usd(meter, "1")));
      assertEquals(Money.usd("0.60").nanos(), why.why().spent(), meter::text);
    }
    running.settle(Calls.settled("0.30"));

    for (Meter meter : meters()) {
      Opened much = open(next(), "0.11", usd(meter, "1"));
      assertInstanceOf(Opened.Exhausted.class, much, meter::text);
      admitted(open(next(), "0.10", usd(meter, "1"))).close();
    }
    assertEquals(List.of(), house.verify().differences());
  }

  @Test
  void aRestartForgetsNothing() {
    for (Meter meter : meters()) {
      admitted(open(next(), "0.01", usd(meter, "1"))).settle(Calls.settled("0.04"));
    }
    house.flush();
    house.close();

    house = LedgerHouse.at(folder.resolve("ledger.db"));
    calls = Calls.at(house);

    for (Meter meter : meters()) {
      Opened much = open(next(), "0.41", usd(meter, "1"));
      assertInstanceOf(Opened.Exhausted.class, much, meter::text);
      admitted(open(next(), "0.40", usd(meter, "1"))).close();
    }
    assertEquals(List.of(), house.verify().differences());
  }

  @Test
  void anAgentsCapCountsThoseItStartedAndNoOthers() {
    Meter agents = Meter.of(new Span.Ever(), Axes.TOOL, Axes.LINEAGE);
    String main = "s1";
    String scout = main + Axes.BELOW + "scout";
    String scoutTwo = main + Axes.BELOW + "scout2";
    String below = scout + Axes.BELOW + "deep";
    for (String lineage : List.of(main, scout, scoutTwo, below)) {
      house
          .ledger()
          .open(calls.groups("s1", lineage, Map.of()).next())
          .settle(Calls.settled("0.10"));
    }

    assertEquals("0.1", spentBy(agents, below));
    assertEquals("0.2", spentBy(agents, scout));
    assertEquals("0.1", spentBy(agents, scoutTwo));
    assertEquals("0.4", spentBy(agents, main));
  }

  private String spentBy(Meter meter, String lineage) {
    var counter = meter.at(house.instant(), lineage, "plow");
    return new SpentSoFar(house.till(), house.database().writer())
        .find(counter, house.instant())
        .toUsd()
        .toPlainString();
  }

  @Test
  void aCounterIsAskedForOnceHoweverManyNeedIt() {
    Cap cap = usd(Meter.of(new Span.Ever(), Axes.AGENT, "tag:team"), "1");
    house.ledger().open(next()).settle(Calls.settled("0.50"));
    var admitted = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 64; i++) {
        threads.execute(() -> {
          if (open(next(), "0.05", cap) instanceof Opened.Admitted(var call)) {
            admitted.incrementAndGet();
            call.settle(Calls.settled("0.05"));
          }
        });
      }
    }

    assertEquals(10, admitted.get());
    assertEquals(List.of(), house.verify().differences());
  }

  @Test
  void whoIsRefusedLeavesNoHoldAndNoRow() {
    assertInstanceOf(
        Opened.Exhausted.class, open(next(), "2", usd(Meter.day(ZoneOffset.UTC), "1")));

    house.flush();
    assertEquals("0", house.one("SELECT count(*) FROM call"));
    assertEquals(Money.ZERO, house.till().held());
  }

  @Test
  void theRowHoldsWhatWasGranted() {
    Cap cap = usd(Meter.day(ZoneOffset.UTC), "1");
    var terms =
        new Terms(
            List.of(cap),
            Amount.call(Money.usd("0.10"), 10),
            Amount.call(Money.usd("0.40"), 10),
            Amount.call(Money.usd("5"), 10),
            Duration.ZERO);

    OpenCall call = admitted(house.ledger().open(next(), terms));

    assertEquals(Money.usd("0.4"), call.hold().money());
    assertEquals("400000000", house.one("SELECT hold_nanos FROM call"));
  }

  @Test
  void aCallThatMovesToAnotherProviderCountsThere() {
    Cap cap = usd(Meter.day(ZoneOffset.UTC, Axes.PROVIDER), "1");
    OpenCall call = admitted(open(next(), "0.60", cap));

    assertTrue(call.rerouted("barn", Amount.call(Money.usd("0.70"), 10)));
    call.settle(Calls.settled("0.70"));

    admitted(open(next(), "1", cap)).close();
    house.flush();
    assertEquals(List.of(), house.verify().differences());
  }

  @Test
  void aCrashChargesEveryCapTheHold() {
    Cap cap = usd(Meter.of(new Span.Ever(), "tag:team"), "1");
    admitted(open(next(), "0.60", cap)).dispatched();
    house.flush();

    try (var after = house.afterCrash(folder.resolve("after.db"))) {
      house.close();
      house = after;
      calls = Calls.at(house);
      var exhausted = assertInstanceOf(Opened.Exhausted.class, open(next(), "0.41", cap));
      assertEquals(Money.usd("0.60").nanos(), exhausted.why().spent());
      assertEquals(List.of(), house.verify().differences());
    }
  }
}
