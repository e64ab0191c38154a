package tollgate.runtime.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tollgate.api.face.Axis;
import tollgate.api.usage.Money;
import tollgate.runtime.budget.CounterKey;
import tollgate.runtime.budget.Meter;
import tollgate.runtime.store.Transaction;

/** Answers from the roll-ups what a counter of the till has to begin with. */
final class CounterTable {
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  private static final Map<Axis, String> TRAFFIC =
      Map.of(
          Axis.TOOL, "tool",
          Axis.INSTANCE, "instance",
          Axis.PROVIDER, "provider",
          Axis.ACCOUNT, "account",
          Axis.MODEL, "model");

  private CounterTable() {}

  /** What final rows of a counter's window cost, those of this transaction included. */
  static Money spent(Transaction transaction, CounterKey key) throws SQLException {
    RollUps.of(transaction).write(transaction);
    return new Money(
        switch (key.meter().span()) {
          case DAY -> spentInDay(transaction, key);
          case EVER -> spentEver(transaction, key);
        });
  }

  private static long spentInDay(Transaction transaction, CounterKey key) throws SQLException {
    Meter meter = key.meter();
    boolean byKey = meter.by().equals(List.of(Axis.KEY));
    var sql =
        new StringBuilder("SELECT coalesce(sum(cost_nanos), 0) FROM ")
            .append(byKey ? "quarter_key" : "quarter_traffic")
            .append(" WHERE quarter >= ? AND quarter < ?");
    for (Axis axis : meter.by()) {
      sql.append(" AND ").append(byKey ? "key_id" : column(meter, axis)).append(" = ?");
    }
    PreparedStatement statement = transaction.statement(sql.toString());
    statement.setLong(1, key.window() * DAY_MILLIS);
    statement.setLong(2, (key.window() + 1) * DAY_MILLIS);
    for (int i = 0; i < key.values().size(); i++) {
      statement.setString(3 + i, CallRow.clipped(key.values().get(i)));
    }
    return number(statement);
  }

  private static long spentEver(Transaction transaction, CounterKey key) throws SQLException {
    if (key.meter().by().equals(List.of(Axis.TOOL, Axis.SESSION))) {
      return spentInSession(transaction, key);
    }
    PreparedStatement statement =
        transaction.statement(
            "SELECT cost_nanos FROM lifetime WHERE kind = ? AND tool = ? AND value = ?");
    statement.setString(1, kind(key.meter()));
    statement.setString(2, valueOf(Axis.TOOL, key));
    statement.setString(3, valueOf(Axis.KEY, key));
    return number(statement);
  }

  private static long spentInSession(Transaction transaction, CounterKey key) throws SQLException {
    PreparedStatement statement =
        transaction.statement(
            "SELECT cost_nanos FROM session_traffic WHERE tool = ? AND session = ?");
    statement.setString(1, valueOf(Axis.TOOL, key));
    statement.setString(2, valueOf(Axis.SESSION, key));
    return number(statement);
  }

  private static String kind(Meter meter) {
    return switch (meter.by()) {
      case List<Axis> by when by.isEmpty() -> "total";
      case List<Axis> by when by.equals(List.of(Axis.TOOL)) -> "tool";
      case List<Axis> by when by.equals(List.of(Axis.KEY)) -> "key";
      default -> throw unanswered(meter);
    };
  }

  private static String valueOf(Axis axis, CounterKey key) {
    int place = key.meter().by().indexOf(axis);
    return place < 0 ? "" : CallRow.clipped(key.values().get(place));
  }

  private static String column(Meter meter, Axis axis) {
    String column = TRAFFIC.get(axis);
    if (column == null) {
      throw unanswered(meter);
    }
    return column;
  }

  private static IllegalArgumentException unanswered(Meter meter) {
    return new IllegalArgumentException("no roll-up answers for the meter " + meter.name());
  }

  private static long number(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }
}
