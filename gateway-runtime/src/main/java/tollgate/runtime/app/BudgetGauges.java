package tollgate.runtime.app;

import java.math.BigInteger;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tollgate.runtime.budget.Standing;
import tollgate.runtime.metric.Label;
import tollgate.runtime.metric.Metric;
import tollgate.runtime.metric.Metrics;

/**
 * Shows how full caps are: of each the values of its axes for which it is fullest, since labels for
 * every session would have no end.
 */
final class BudgetGauges {
  private static final long MILLION = 1_000_000;

  private final Metrics metrics;
  private final InstantSource clock;
  private final Map<Place, Filled> shown = new ConcurrentHashMap<>();

  private record Place(String cap, String window) {}

  /** How much of what there may be, in millionths. */
  private record Filled(long spent, long leased) {
    Filled max(Filled other) {
      return new Filled(Math.max(spent, other.spent), Math.max(leased, other.leased));
    }
  }

  BudgetGauges(Metrics metrics, InstantSource clock) {
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Shows how they stand from now on. Not safe for several threads. */
  void show(List<Standing> standings) {
    var now = new HashMap<Place, Filled>();
    for (Standing one : standings) {
      if (!one.isOver(clock.instant())) {
        now.merge(place(one), filled(one), Filled::max);
      }
    }
    for (Place gone : new HashSet<>(shown.keySet())) {
      if (!now.containsKey(gone)) {
        metrics.forget(Metric.BUDGET_SPENT, gone.cap, gone.window);
        metrics.forget(Metric.BUDGET_LEASED, gone.cap, gone.window);
        shown.remove(gone);
      }
    }
    now.forEach((place, filled) -> {
      if (shown.put(place, filled) == null) {
        var none = new Filled(0, 0);
        metrics.watch(
            Metric.BUDGET_SPENT,
            () -> shown.getOrDefault(place, none).spent,
            place.cap,
            place.window);
        metrics.watch(
            Metric.BUDGET_LEASED,
            () -> shown.getOrDefault(place, none).leased,
            place.cap,
            place.window);
      }
    });
  }

  /** Caps whose names are too many share one place. */
  private Place place(Standing one) {
    return new Place(
        metrics.shown(Label.CAP, one.cap().name()),
        metrics.shown(Label.WINDOW, one.key().meter().span().text()));
  }

  private static Filled filled(Standing one) {
    return new Filled(millionths(one.spent(), one.limit()), millionths(one.held(), one.limit()));
  }

  private static long millionths(long part, long whole) {
    return BigInteger.valueOf(part)
        .multiply(BigInteger.valueOf(MILLION))
        .divide(BigInteger.valueOf(whole))
        .longValueExact();
  }
}
