package tollgate.runtime.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import tollgate.runtime.budget.Amount;
import tollgate.runtime.budget.Axes;
import tollgate.runtime.budget.Meter;
import tollgate.runtime.budget.Period;
import tollgate.runtime.budget.Till;
import tollgate.runtime.store.Database;

/** What must be done before the first call is opened: resolve, count on, fill the till. */
final class LedgerStart {
  private final Database database;
  private final Till till;
  private final InstantSource clock;

  LedgerStart(Database database, Till till, InstantSource clock) {
    this.database = database;
    this.till = till;
    this.clock = clock;
  }

  Ledger run() {
    new Recovery(database.writer(), clock).run();
    restoreToday();
    database.reads().ask(connection -> BudgetTable.inForce(connection, now())).forEach(till::grant);
    long lastRow = database.reads().ask(LedgerStart::lastRow);
    return new SqliteLedger(database.writer(), till, clock, lastRow);
  }

  private Instant now() {
    return clock.instant();
  }

  /** So that today's sums can be shown before today's first call after a restart. */
  private void restoreToday() {
    Instant now = now();
    for (Meter meter : till.standing()) {
      Period today = meter.span().periodAt(now);
      if (today.ends()) {
        restore(meter, today, now);
      }
    }
  }

  private void restore(Meter meter, Period today, Instant now) {
    String axis = meter.by().isEmpty() ? "" : meter.by().getFirst();
    boolean keys = axis.equals(Axes.KEY);
    String column = axis.isEmpty() ? "''" : keys ? "key_id" : "tool";
    String table = keys ? "quarter_key" : "quarter_traffic";
    Map<String, Amount> spent =
        database.reads().ask(connection -> CounterTable.spent(connection, column, table, today));
    spent.forEach((value, amount) -> {
      if (axis.isEmpty()) {
        till.restore(meter.at(now), amount, now);
      } else if (!value.isEmpty()) { // calls without a key are in no key's counter
        till.restore(meter.at(now, value), amount, now);
      }
    });
    if (axis.isEmpty() && spent.isEmpty()) {
      till.restore(meter.at(now), Amount.ZERO, now);
    }
  }

  /** Numbers go on after those of rows that were deleted. */
  static long lastRow(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT max(coalesce((SELECT max(id) FROM call), 0),"
                    + " "
                    + Marks.sql(Marks.LAST_ROW)
                    + ")")) {
      return row.next() ? row.getLong(1) : 0;
    }
  }
}
