package tollgate.runtime.ledger;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tollgate.runtime.budget.Amount;
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
  private volatile Map<Missing, Map<Long, Amount>> all = Map.of();

  Opening(CallRow row, List<Missing> missing) {
    this.row = row;
    this.missing = missing;
  }

  /** Whether it reads what others wrote, so that its place in the writer's line matters. */
  boolean asks() {
    return !missing.isEmpty();
  }

  @Override
  public void write(Transaction transaction) throws SQLException {
    CallTable.open(transaction, row);
    if (!missing.isEmpty()) {
      var found = new HashMap<Missing, Map<Long, Amount>>();
      for (Missing counter : missing) {
        found.put(counter, CounterTable.spent(transaction, counter.key(), counter.period()));
      }
      all = found;
    }
  }

  /** Tells the till what was found. After the commit only. */
  void completeCounters(Till till) {
    all.forEach(till::complete);
  }
}
