package tollgate.runtime.app;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import tollgate.runtime.budget.Till;
import tollgate.runtime.event.Actor;
import tollgate.runtime.generation.Generation;
import tollgate.runtime.ledger.Actions;
import tollgate.runtime.ledger.Backfill;
import tollgate.runtime.ledger.LedgerCheck;
import tollgate.runtime.store.Database;

/**
 * The costs of an open ledger, by the prices in force.
 *
 * @param database the ledger's
 * @param till the counters that follow the ledger
 * @param backfill prices after the fact
 * @param current what is in force
 * @param actions where it is noted what was asked for
 * @param chunk how many rows are read at once
 */
record LiveCosts(
    Database database,
    Till till,
    Backfill backfill,
    Supplier<Generation> current,
    Actions actions,
    int chunk)
    implements CostDesk {

  /** The costs of a ledger. */
  static LiveCosts of(
      Database database, Till till, InstantSource clock, Supplier<Generation> current, int chunk) {
    var backfill =
        new Backfill(database, till, clock, provider -> Changes.typeOf(current.get(), provider));
    return new LiveCosts(
        database, till, backfill, current, new Actions(database.writer(), clock), chunk);
  }

  @Override
  public Backfill.Result backfill(Instant since, boolean all, boolean dryRun) {
    Actor actor = Actor.current();
    var wish = new Backfill.Wish(since, all, dryRun, chunk, actor.name());
    Backfill.Result result = backfill.run(wish, current.get().prices());
    boolean asked = !actor.equals(Actor.GATEWAY);
    if (!dryRun && (asked || result.updated() > 0)) {
      actions.note(
          actor.name(),
          "costs.backfilled",
          all ? "all calls" : "calls without a price",
          "since %s: %d of %d have another cost now, %s USD more"
              .formatted(
                  since,
                  result.updated(),
                  result.scanned(),
                  result.more().toUsd().toPlainString()));
    }
    return result;
  }

  @Override
  public LedgerCheck.Findings verify() {
    return new LedgerCheck(database).verify(till);
  }
}
