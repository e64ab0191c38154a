package tollgate.runtime.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tollgate.api.usage.Money;
import tollgate.runtime.budget.Amount;
import tollgate.runtime.budget.Axes;
import tollgate.runtime.budget.Cap;
import tollgate.runtime.budget.CounterKey;
import tollgate.runtime.budget.Grant;
import tollgate.runtime.budget.Meter;
import tollgate.runtime.budget.Span;
import tollgate.runtime.budget.Standing;
import tollgate.runtime.budget.Unit;
import tollgate.runtime.event.MoneyEvent;
import tollgate.runtime.event.RecordedEvents;
import tollgate.runtime.problem.ProblemException;

/** Caps that are raised and reset while calls go on, and what a crash leaves of it. */
class BudgetChangesTest {
  private static final BudgetChanges.Asked ADA = new BudgetChanges.Asked("user ada", "release day");
  private static final List<Meter> METERS =
      List.of(
          Meter.day(ZoneOffset.UTC, Axes.TOOL),
          Meter.of(new Span.Rolling(Duration.ofHours(5)), Axes.TOOL),
          Meter.of(new Span.Ever(), Axes.TOOL, Axes.SESSION));

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

  private static Cap usd(Meter meter) {
    return new Cap("purse", meter, Unit.USD, Money.usd("1").nanos(), false);
  }

  private CounterKey key(Meter meter) {
    return meter.by().size() == 2
        ? meter.at(house.instant(), "s1", "plow")
        : meter.at(house.instant(), "plow");
  }

  private Opened open(String usd, Meter meter) {
    Amount hold = Amount.call(Money.usd(usd), 10);
    return house.ledger().open(calls.next(), new Terms(List.of(usd(meter)), hold, Duration.ZERO));
  }

  private BudgetChanges changes() {
    return new BudgetChanges(house.database(), house.till(), house);
  }

  private void spend(String usd) {
    house.ledger().open(calls.next()).settle(Calls.settled(usd));
  }

  @Test
  void aRaiseAndAResetOutliveACrashAndTheCountersStillSayWhatTheRowsSay() {
    spend("0.60");
    for (Meter meter : METERS) {
      changes().reset(usd(meter), key(meter), ADA);
    }
    spend("0.90");
    for (Meter meter : METERS) {
      changes().raise(usd(meter), key(meter), Money.usd("0.50").nanos(), ADA);
    }
    assertEquals(List.of(), house.verify().differences());

    try (var again = house.afterCrash(folder.resolve("again.db"))) {
      house.close();
      house = again;
      calls = Calls.at(house);
      for (Meter meter : METERS) {
        Standing standing = changes().standing(usd(meter), key(meter), house.instant());
        assertEquals(Money.usd("0.90").nanos(), standing.spent(), meter::text);
        assertEquals(Money.usd("1.50").nanos(), standing.limit(), meter::text);
        assertInstanceOf(Opened.Exhausted.class, open("0.61", meter));
        assertInstanceOf(Opened.Admitted.class, open("0.60", meter)).call().close();
      }
      assertEquals(List.of(), house.verify().differences());
    }
  }

  @Test
  void aChangeSaysWhoDidItWhyAndWhatItWas() {
    Meter day = METERS.getFirst();
    spend("0.75");
    try (var events = new RecordedEvents()) {
      changes().raise(usd(day), key(day), Money.usd("2").nanos(), ADA);
      changes().reset(usd(day), key(day), ADA);

      assertEquals("$3", events.field(MoneyEvent.BUDGET_RAISED, "limit"));
      assertEquals("$1", events.field(MoneyEvent.BUDGET_RAISED, "limit_before"));
      assertEquals("$0.75", events.field(MoneyEvent.BUDGET_RESET, "spent_before"));
      assertEquals("user ada", events.field(MoneyEvent.BUDGET_RESET, "by"));
    }
    assertEquals(
        List.of(
            "user ada budget.raised purse limit $3, was $1; day by tool of plow, window from"
                + " 2026-11-21T00:00:00Z; release day",
            "user ada budget.reset purse spent $0, was $0.75; day by tool of plow, window from"
                + " 2026-11-21T00:00:00Z; release day"),
        house.list("SELECT actor, action, subject, detail FROM audit ORDER BY id"));
  }

  @Test
  void aRaiseEndsWithItsWindow() {
    Meter day = METERS.getFirst();
    spend("0.75");
    changes().raise(usd(day), key(day), Money.usd("2").nanos(), ADA);

    house.advance(Duration.ofDays(1));

    Standing standing = changes().standing(usd(day), key(day), house.instant());
    assertEquals(Money.usd("1").nanos(), standing.limit());
    try (var again = house.afterCrash(folder.resolve("again.db"))) {
      assertEquals(List.of(), again.till().grants());
    }
  }

  @Test
  void nothingHoldsThatCannotBeWritten() {
    Meter day = METERS.getFirst();
    spend("0.75");
    house.tamper("DROP TABLE audit");

    assertThrows(
        ProblemException.class,
        () -> changes().raise(usd(day), key(day), Money.usd("2").nanos(), ADA));

    assertEquals(List.of(), house.till().grants());
    assertEquals(List.of(), house.list("SELECT * FROM budget_change"));
  }

  @Test
  void verifyFindsWhatIsGrantedInMemoryOnly() {
    Meter day = METERS.getFirst();
    house.till().grant(Grant.raise(usd(day), key(day), 5, house.instant()));

    var difference = house.verify().differences().getFirst();

    assertEquals("what is granted to caps beyond budget_change", difference.what());
    assertEquals("raise of purse [plow]: $0.000000005, $0", difference.sums());
  }
}
