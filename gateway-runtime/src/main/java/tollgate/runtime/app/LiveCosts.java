package tollgate.runtime.app;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import tollgate.runtime.budget.Till;
import tollgate.runtime.generation.Generation;
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
 * @param actor who asks, for the records of what was changed
 * @param chunk how many rows are read at once
 */
record LiveCosts(
    Database database,
    Till till,
    Backfill backfill,
    Supplier<Generation> current,
    String actor,
    int chunk)
    implements CostDesk {

  /** The costs of a ledger. */
  static LiveCosts of(
      Database database, Till till, InstantSource clock, Supplier<Generation> current, int chunk) {
    var backfill =
        new Backfill(database, till, clock, provider -> Changes.typeOf(current.get(), provider));
    return new LiveCosts(database, till, backfill, current, "administrator", chunk);
  }

  /** The same for somebody else. */
  LiveCosts by(String other) {
    return new LiveCosts(database, till, backfill, current, other, chunk);
  }

  @Override
  public Backfill.Result backfill(Instant since, boolean all, boolean dryRun) {
    var wish = new Backfill.Wish(since, all, dryRun, chunk, actor);
    return backfill.run(wish, current.get().prices());
  }

  @Override
  public LedgerCheck.Findings verify() {
    return new LedgerCheck(database).verify(till);
  }
}
