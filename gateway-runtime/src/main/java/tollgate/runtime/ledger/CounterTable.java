package tollgate.runtime.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tollgate.runtime.budget.Amount;
import tollgate.runtime.budget.Axes;
import tollgate.runtime.budget.CounterKey;
import tollgate.runtime.budget.Meter;
import tollgate.runtime.budget.Period;
import tollgate.runtime.budget.Reading;
import tollgate.runtime.budget.Span;
import tollgate.runtime.store.Sql;
import tollgate.runtime.store.Transaction;

/**
 * Answers what a counter of the till has to begin with: from the roll-ups where they divide calls
 * as its meter does, else from the rows themselves, as far back as these are kept. A call that was
 * turned away counts nowhere.
 */
final class CounterTable {
  private static final long QUARTER_MILLIS = Duration.ofMinutes(15).toMillis();

  private static final String TOKENS =
      "sum(input_tokens + output_tokens + cache_read_tokens + cache_write_5m_tokens"
          + " + cache_write_1h_tokens + audio_in_tokens + audio_out_tokens)";

  private static final String OF_SUMS =
      "sum(cost_nanos), " + TOKENS + ", sum(calls) - sum(refused) FROM ";

  /** Money, tokens and calls of rows that have ended. */
  static final String OF_ENDED = "sum(cost_nanos), " + TOKENS + ", count(*)";

  private static final String OF_ROWS =
      "SELECT arrived_at / ?, "
          + OF_ENDED
          + " FROM call WHERE arrived_at >= ? AND arrived_at < ? AND NOT ("
          + CallTable.UNFINISHED
          + ") AND state <> 'refused'";

  private static final Set<String> TRAFFIC =
      Set.of(Axes.TOOL, Axes.INSTANCE, Axes.KEY, Axes.PROVIDER);

  private static final Map<String, String> COLUMNS =
      Map.of(
          Axes.TOOL, "tool",
          Axes.INSTANCE, "instance",
          Axes.SESSION, "session",
          Axes.ROOT, "root",
          Axes.AGENT, "agent",
          Axes.KEY, "key_id",
          Axes.PROVIDER, "provider",
          Axes.MODEL, "routed_model");

  private CounterTable() {}

  /**
   * What final rows of a counter's time cost, those of this transaction included, by the number of
   * the part of that time.
   */
  static Map<Long, Amount> spent(Transaction transaction, CounterKey key, Period period)
      throws SQLException {
    RollUps.of(transaction).write(transaction);
    Meter meter = key.meter();
    boolean quarters = isOfQuarters(meter, period);
    if (quarters && meter.by().equals(List.of(Axes.KEY))) {
      return ofQuarters(transaction, "quarter_key", key, period);
    }
    if (quarters && TRAFFIC.containsAll(meter.by())) {
      return ofQuarters(transaction, "quarter_traffic", key, period);
    }
    return meter.equals(Meter.SESSION)
        ? ofSession(transaction, key)
        : ofRows(transaction, key, period);
  }

  /** The sums of a roll-up over a time, by the values of one column. */
  static Map<String, Amount> spent(
      Connection connection, String column, String table, Period period) throws SQLException {
    var found = new HashMap<String, Amount>();
    String sql =
        "SELECT "
            + column
            + ", "
            + OF_SUMS
            + table
            + " WHERE quarter >= ? AND quarter < ? GROUP BY 1";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, period.from());
      statement.setLong(2, period.until());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.put(row.getString(1), new Amount(row.getLong(2), row.getLong(3), row.getLong(4)));
        }
      }
    }
    return found;
  }

  /** The same added up. */
  static Amount sum(Transaction transaction, CounterKey key, Period period) throws SQLException {
    return spent(transaction, key, period).values().stream().reduce(Amount.ZERO, Amount::plus);
  }

  /** Whether no row that counts for it may have been deleted for its age without a trace. */
  static boolean knowsAll(Transaction transaction, Reading reading) throws SQLException {
    return isRolledUp(reading.key(), reading.period())
        || reading.period().from() >= Marks.read(transaction, Marks.ROWS_FROM);
  }

  private static boolean isRolledUp(CounterKey key, Period period) {
    Meter meter = key.meter();
    return meter.equals(Meter.SESSION)
        || (isOfQuarters(meter, period)
            && (meter.by().equals(List.of(Axes.KEY)) || TRAFFIC.containsAll(meter.by())));
  }

  private static boolean isOfQuarters(Meter meter, Period period) {
    return !(meter.span() instanceof Span.Rolling)
        && period.from() % QUARTER_MILLIS == 0
        && (!period.ends() || period.until() % QUARTER_MILLIS == 0);
  }

  private static Map<Long, Amount> ofQuarters(
      Transaction transaction, String table, CounterKey key, Period period) throws SQLException {
    var sql =
        new StringBuilder("SELECT 0, ")
            .append(OF_SUMS)
            .append(table)
            .append(" WHERE quarter >= ? AND quarter < ?");
    for (String axis : key.meter().by()) {
      sql.append(" AND ").append(COLUMNS.get(axis)).append(" = ?");
    }
    PreparedStatement statement = transaction.statement(sql.toString());
    statement.setLong(1, period.from());
    statement.setLong(2, period.until());
    for (int i = 0; i < key.values().size(); i++) {
      statement.setString(3 + i, key.values().get(i));
    }
    return amounts(statement);
  }

  private static Map<Long, Amount> ofSession(Transaction transaction, CounterKey key)
      throws SQLException {
    PreparedStatement statement =
        transaction.statement(
            "SELECT 0, " + OF_SUMS + "session_traffic WHERE session = ? AND tool = ?");
    statement.setString(1, key.values().getFirst());
    statement.setString(2, key.values().getLast());
    return amounts(statement);
  }

  private static Map<Long, Amount> ofRows(Transaction transaction, CounterKey key, Period period)
      throws SQLException {
    var sql =
        new Sql().add(OF_ROWS, key.meter().span().slotMillis(), period.from(), period.until());
    List<String> by = key.meter().by();
    for (int i = 0; i < by.size(); i++) {
      sql.add(condition(by.get(i), key.values().get(i)));
    }
    return amounts(sql.add(" GROUP BY 1").bound(transaction));
  }

  /** What follows a WHERE for the rows that have a value on an axis. */
  static Sql condition(String axis, String value) {
    if (axis.startsWith(Axes.TAG)) {
      String tag = "$.\"" + axis.substring(Axes.TAG.length()) + "\"";
      return new Sql().add(" AND json_extract(tags, ?) = ?", tag, value);
    }
    if (axis.equals(Axes.LINEAGE)) {
      int root = value.indexOf(Axes.BELOW);
      return new Sql()
          .add(" AND root = ? AND", root < 0 ? value : value.substring(0, root))
          .add(" (lineage = ? OR (lineage > ? AND", value, value + Axes.BELOW)
          .add(" lineage < ?))", value + (char) (Axes.BELOW + 1));
    }
    return new Sql().add(" AND " + COLUMNS.get(axis) + " = ?", value);
  }

  private static Map<Long, Amount> amounts(PreparedStatement statement) throws SQLException {
    var found = new HashMap<Long, Amount>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        found.put(row.getLong(1), new Amount(row.getLong(2), row.getLong(3), row.getLong(4)));
      }
    }
    return found;
  }
}
