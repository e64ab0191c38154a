package tollgate.runtime.ledger;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tollgate.api.usage.Money;
import tollgate.runtime.budget.CounterKey;
import tollgate.runtime.budget.Missing;
import tollgate.runtime.budget.Till;
import tollgate.runtime.store.Transaction;
import tollgate.runtime.store.Work;

/**
 * Writes a pending row and, since it waits for the disk anyway, asks what the till's counters lack.
 */
final class Opening implements Work {
  private final CallRow row;
  private final List<Missing> missing;
  private volatile Map<CounterKey, Money> before = Map.of();

  Opening(CallRow row, List<Missing> missing) {
    this.row = row;
    this.missing = missing;
  }

  @Override
  public void write(Transaction transaction) throws SQLException {
    CallTable.open(transaction, row);
    if (!missing.isEmpty()) {
      var found = new HashMap<CounterKey, Money>();
      for (Missing counter : missing) {
        Money all = CounterTable.spent(transaction, counter.key());
        found.put(counter.key(), all.minus(counter.since()));
      }
      before = found;
    }
  }

  /** Tells the till what was found. After the commit only. */
  void completeCounters(Till till) {
    before.forEach(till::complete);
  }
}
