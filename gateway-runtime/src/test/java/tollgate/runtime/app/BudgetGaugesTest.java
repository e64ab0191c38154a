package tollgate.runtime.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
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
import tollgate.runtime.metric.Metrics;

class BudgetGaugesTest {
  private static final Meter SESSIONS = Meter.of(new Span.Ever(), "root");

  private static Standing session(String name, long spent, long held) {
    var cap = new Cap("session", SESSIONS, Unit.USD, 1_000, false);
    var key = new CounterKey(SESSIONS, List.of(name), 0);
    return new Standing(cap, key, Period.ALWAYS, Allowance.NONE, spent, held);
  }

  @Test
  void showsTheFullestOfACapAndForgetsCapsThatAreGone() {
    try (var metrics = new Metrics()) {
      var gauges = new BudgetGauges(metrics, InstantSource.fixed(Instant.EPOCH));

      gauges.show(List.of(session("s1", 250, 0), session("s2", 100, 500)));

      String page = metrics.scrape();
      String labels = "{cap=\"session\",window=\"ever\"}";
      assertTrue(page.contains("tollgate_budget_spent_ratio" + labels + " 0.25"), page);
      assertTrue(page.contains("tollgate_budget_leased_ratio" + labels + " 0.5"), page);
      gauges.show(List.of());
      assertFalse(metrics.scrape().contains("tollgate_budget_spent_ratio{"));
    }
  }
}
