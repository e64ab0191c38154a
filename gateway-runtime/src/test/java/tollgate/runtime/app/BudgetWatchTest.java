package tollgate.runtime.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tollgate.runtime.budget.Allowance;
import tollgate.runtime.budget.Cap;
import tollgate.runtime.budget.CounterKey;
import tollgate.runtime.budget.Meter;
import tollgate.runtime.budget.Period;
import tollgate.runtime.budget.Span;
import tollgate.runtime.budget.Standing;
import tollgate.runtime.budget.Unit;
import tollgate.runtime.event.AccessEvent;
import tollgate.runtime.event.RecordedEvents;

class BudgetWatchTest {
  private static final Instant TONIGHT = Instant.parse("2026-11-22T00:00:00Z");
  private static final Meter METER = new Meter(List.of("tool"), new Span.Ever());

  private List<Standing> standings = List.of();
  private final BudgetWatch watch = new BudgetWatch(() -> standings, all -> {});

  private void spent(Unit unit, long most, boolean rate, long window, long spent) {
    var cap = new Cap("day", METER, unit, most, rate);
    var key = new CounterKey(METER, List.of("plow"), window);
    var today = new Period(0, TONIGHT.toEpochMilli());
    standings = List.of(new Standing(cap, key, today, Allowance.NONE, spent, 0));
    watch.look();
  }

  private void dollars(long window, long spent) {
    spent(Unit.USD, 5_000_000_000L, false, window, spent);
  }

  @Test
  void saysOnceThatMuchIsSpentAndOnceThatAllIs() {
    try (var events = new RecordedEvents()) {
      dollars(1, 3_999_999_999L);
      assertEquals(0, events.count(AccessEvent.BUDGET_USED));

      dollars(1, 4_000_000_000L);
      dollars(1, 4_900_000_000L);
      assertEquals(1, events.count(AccessEvent.BUDGET_USED));
      assertEquals("80", events.field(AccessEvent.BUDGET_USED, "percent"));
      assertEquals("4", events.field(AccessEvent.BUDGET_USED, "spent"));

      dollars(1, 5_000_000_001L);
      dollars(1, 6_000_000_000L);
      assertEquals(2, events.count(AccessEvent.BUDGET_USED));
    }
  }

  @Test
  void saysItAgainInTheNextWindowAndAfterThereWasRoom() {
    try (var events = new RecordedEvents()) {
      dollars(1, 5_000_000_000L);
      dollars(2, 1);
      dollars(2, 5_000_000_000L);
      assertEquals(2, events.count(AccessEvent.BUDGET_USED));

      dollars(2, 1_000_000_000L); // of a rolling window less counts by now
      dollars(2, 5_000_000_000L);
      assertEquals(3, events.count(AccessEvent.BUDGET_USED));
    }
  }

  @Test
  void saysNothingOfCapsThatAreFullAllTheTime() {
    try (var events = new RecordedEvents()) {
      spent(Unit.CALLS, 10, true, 1, 10);
      spent(Unit.CONCURRENT, 10, false, 1, 10);

      assertEquals(0, events.count(AccessEvent.BUDGET_USED));
    }
  }
}
