package tollgate.runtime.event;

import static tollgate.runtime.event.Level.ERROR;
import static tollgate.runtime.event.Level.INFO;
import static tollgate.runtime.event.Level.WARN;

/** Prices, caps and what is charged. */
public enum MoneyEvent implements Event {
  COST_GUARD(
      "cost.guard",
      ERROR,
      "A cost made no sense and was not booked; the row's cost is unknown.",
      "provider model raw_cost reason"),
  COST_BACKFILLED(
      "cost.backfilled",
      INFO,
      "Calls that had no cost were priced after the fact, or all were priced again as asked.",
      "scanned updated ok pending unsupported more_usd all by"),
  BUDGET_RAISED(
      "budget.raised",
      WARN,
      "Somebody let a cap have more for the rest of its window.",
      "cap values limit limit_before spent spent_before reason by"),
  BUDGET_RESET(
      "budget.reset",
      WARN,
      "Somebody let what was spent of a cap count no more in its window.",
      "cap values limit limit_before spent spent_before reason by"),
  PRICE_LOADED(
      "price.loaded",
      INFO,
      "A price sheet is in use from now on.",
      "source version rates generation"),
  PRICE_REFUSED(
      "price.refused",
      WARN,
      "A price sheet cannot be used; the last good one stays.",
      "source version reason"),
  PRICE_HELD(
      "price.held",
      WARN,
      "A new price sheet looks wrong and waits for somebody to look at it; the last good one"
          + " stays.",
      "source version reason"),
  PRICE_NOT_KEPT(
      "price.not_kept",
      WARN,
      "A price sheet is in use and could not be written to its file; the next start misses it.",
      "source version reason"),
  PRICE_UNKNOWN(
      "price.unknown",
      WARN,
      "No price is known for a model; its calls have no cost until one is. Once per model.",
      "provider model"),
  PRICE_OVERRIDDEN(
      "price.overridden",
      INFO,
      "The operator set or withdrew a price or an alias; it holds from its instant on.",
      "kind subject from withdrawn by");

  @SuppressWarnings("ImmutableEnumChecker") // a record of values
  private final Entry entry;

  MoneyEvent(String code, Level level, String meaning, String fields) {
    this.entry = new Entry(code, level, meaning, fields);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
