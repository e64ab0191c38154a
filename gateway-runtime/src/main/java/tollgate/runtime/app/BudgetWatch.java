package tollgate.runtime.app;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tollgate.api.usage.Money;
import tollgate.runtime.budget.CounterKey;
import tollgate.runtime.budget.Standing;
import tollgate.runtime.budget.Unit;
import tollgate.runtime.event.AccessEvent;
import tollgate.runtime.event.Events;

/**
 * Says when four fifths of a cap are spent, and when all of it is: each once in a window. Of caps
 * that only limit how fast, or how many at once, nothing is said: they are full all the time.
 */
final class BudgetWatch {

  private static final int MUCH = 80;
  private static final int ALL = 100;

  private final Supplier<List<Standing>> standings;
  private final Consumer<List<Standing>> gauges;

  /** How much of each was said to be spent, in percent. */
  private final Map<Place, Integer> said = new HashMap<>();

  private record Place(String cap, CounterKey counter) {}

  /**
   * A watch.
   *
   * @param gauges shown every time how the caps stand
   */
  BudgetWatch(Supplier<List<Standing>> standings, Consumer<List<Standing>> gauges) {
    this.standings = standings;
    this.gauges = gauges;
  }

  /** Looks once. Not safe for several threads. */
  void look() {
    var seen = new HashSet<Place>();
    List<Standing> all = standings.get();
    gauges.accept(all);
    for (Standing one : all) {
      if (!one.cap().rate() && one.cap().unit() != Unit.CONCURRENT) {
        var place = new Place(one.cap().name(), one.key());
        seen.add(place);
        tell(place, one);
      }
    }
    said.keySet().retainAll(seen);
  }

  /** A cap that was widened, or of which less counts by now, may fill up once more. */
  private void tell(Place place, Standing one) {
    int percent = percent(one);
    Integer before = said.put(place, percent);
    if (percent > (before == null ? 0 : before)) {
      Events.log(
          AccessEvent.BUDGET_USED,
          "cap",
          one.cap().name(),
          "values",
          String.join(" ", one.key().values()),
          "percent",
          percent,
          "unit",
          one.cap().unit().name().toLowerCase(Locale.ROOT),
          "spent",
          amount(one, one.spent()),
          "limit",
          amount(one, one.limit()),
          "resets_at",
          one.resets().map(Instant::toString).orElse(""));
    }
  }

  private static int percent(Standing one) {
    long most = one.limit();
    if (one.spent() >= most) {
      return ALL;
    }
    return one.spent() >= most - most / 5 ? MUCH : 0;
  }

  private static BigDecimal amount(Standing one, long much) {
    return one.cap().unit() == Unit.USD ? new Money(much).toUsd() : BigDecimal.valueOf(much);
  }
}
