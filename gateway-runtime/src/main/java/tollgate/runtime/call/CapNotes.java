package tollgate.runtime.call;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tollgate.api.usage.Money;
import tollgate.runtime.budget.Answer;
import tollgate.runtime.budget.Cap;
import tollgate.runtime.budget.Unit;
import tollgate.runtime.event.AccessEvent;
import tollgate.runtime.event.Events;
import tollgate.runtime.ledger.OpenCall;

/** Tells the log and the meters what caps do to calls before they are sent. */
final class CapNotes {
  private static final int MOST = 1_024;

  private final CallMeters meters;
  private final InstantSource clock;

  /** Until when it was said that a cap turns calls away. */
  private final Map<Place, Instant> said =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Instant> eldest) {
          return size() > MOST;
        }
      };

  private record Place(String cap, Unit unit, List<String> values) {}

  CapNotes(CallMeters meters, InstantSource clock) {
    this.meters = meters;
    this.clock = clock;
  }

  /** A cap is spent, or a rate reached. */
  void exhausted(Answer.Exhausted why) {
    Cap cap = why.cap();
    meters.turnedAway(cap, cap.rate() ? "rate" : "exhausted");
    Events.log(AccessEvent.BUDGET_EXHAUSTED, "cap", cap.name(), "values", why.values());
    if (!cap.rate() && isNew(why)) {
      Events.log(
          AccessEvent.BUDGET_REFUSED,
          "cap",
          cap.name(),
          "values",
          String.join(" ", why.values()),
          "unit",
          cap.unit().name().toLowerCase(Locale.ROOT),
          "spent",
          amount(cap.unit(), why.spent()),
          "limit",
          amount(cap.unit(), cap.most()),
          "resets_at",
          why.resets().map(Instant::toString).orElse(""));
    }
  }

  /** A cap that was raised since is another one. */
  private synchronized boolean isNew(Answer.Exhausted why) {
    var place =
        new Place(why.cap().name() + " " + why.cap().most(), why.cap().unit(), why.values());
    Instant until = said.get(place);
    boolean fresh = until == null || !clock.instant().isBefore(until);
    if (fresh) {
      said.put(place, why.resets().orElse(Instant.MAX));
    }
    return fresh;
  }

  private static BigDecimal amount(Unit unit, long much) {
    return unit == Unit.USD ? new Money(much).toUsd() : BigDecimal.valueOf(much);
  }

  /** Running calls filled a cap for as long as a call would wait. */
  void contended(Answer.Contended why, Duration waited) {
    meters.turnedAway(why.cap(), "contended");
    meters.waited(waited);
    Events.log(AccessEvent.BUDGET_CONTENDED, "cap", why.cap().name(), "values", why.values());
  }

  /** A cap on money turned away what nobody can price. */
  void unpriced(Cap cap) {
    meters.turnedAway(cap, "unpriced");
  }

  /** A call has room. */
  void admitted(OpenCall row) {
    if (row.waited().isPositive()) {
      meters.waited(row.waited());
    }
  }

  /** A call has room for a shorter answer only. */
  void clamped(OpenCall row, long tokens) {
    BudgetWords.tightest(row.left()).ifPresent(left -> meters.clamped(left.cap()));
    Events.log(AccessEvent.BUDGET_CLAMPED, "call", row.id().text(), "max_tokens", tokens);
  }
}
