package tollgate.runtime.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tollgate.api.usage.Money;
import tollgate.runtime.budget.CounterKey;
import tollgate.runtime.budget.Meter;
import tollgate.runtime.budget.Span;
import tollgate.runtime.budget.Till;
import tollgate.runtime.store.Database;

/** What must be done before the first call is opened: resolve, count on, fill the till. */
final class LedgerStart {
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

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
    long lastRow = database.reads().ask(LedgerStart::lastRow);
    return new SqliteLedger(database.writer(), till, clock, lastRow);
  }

  /** So that today's sums can be shown before today's first call after a restart. */
  private void restoreToday() {
    Instant now = clock.instant();
    long day = Span.DAY.windowOf(now);
    Map<String, Money> tools =
        database.reads().ask(connection -> spent(connection, "tool", "quarter_traffic", day));
    Map<String, Money> keys =
        database.reads().ask(connection -> spent(connection, "key_id", "quarter_key", day));
    Money all = tools.values().stream().reduce(Money.ZERO, Money::plus);
    till.restore(new CounterKey(Meter.DAY, List.of(), day), all, now);
    tools.forEach((tool, spent) ->
        till.restore(new CounterKey(Meter.TOOL_DAY, List.of(tool), day), spent, now));
    keys.remove(""); // calls without a key are in no key's counter
    keys.forEach(
        (key, spent) -> till.restore(new CounterKey(Meter.KEY_DAY, List.of(key), day), spent, now));
  }

  private static Map<String, Money> spent(
      Connection connection, String axis, String table, long day) throws SQLException {
    var spent = new HashMap<String, Money>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT %1$s, sum(cost_nanos) FROM %2$s WHERE quarter >= ? AND quarter < ?"
                    .formatted(axis, table)
                + " GROUP BY 1")) {
      statement.setLong(1, day * DAY_MILLIS);
      statement.setLong(2, (day + 1) * DAY_MILLIS);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          spent.put(row.getString(1), new Money(row.getLong(2)));
        }
      }
    }
    return spent;
  }

  /** Numbers go on after those of rows that were deleted. */
  private static long lastRow(Connection connection) throws SQLException {
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
