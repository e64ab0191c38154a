package tollgate.runtime.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import tollgate.runtime.store.Sql;
import tollgate.runtime.store.Transaction;

/** What the ledger remembers of itself: numbers that only ever grow. */
final class Marks {

  /** Final rows that arrived before this instant may have been deleted. */
  static final String ROWS_FROM = "rows_from";

  /** The highest row number given so far, as of the last deletion. */
  static final String LAST_ROW = "last_row";

  /** Attempts of calls that arrived before this instant were deleted. */
  static final String ATTEMPTS_FROM = "attempts_from";

  /** Decisions on calls that arrived before this instant were deleted. */
  static final String DECISIONS_FROM = "decisions_from";

  /** Names of quarter hours before this instant were deleted where no row is left. */
  static final String NAMES_FROM = "names_from";

  private Marks() {}

  /** As an SQL expression, 0 where there is none. */
  static String sql(String name) {
    return "coalesce((SELECT value FROM ledger_mark WHERE name = '" + name + "'), 0)";
  }

  static long read(Transaction transaction, String name) throws SQLException {
    try (ResultSet row = transaction.statement("SELECT " + sql(name)).executeQuery()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  static long read(Connection connection, String name) throws SQLException {
    return new Sql().add("SELECT " + sql(name)).list(connection, row -> row.getLong(1)).getFirst();
  }

  static void raise(Transaction transaction, String name, long value) throws SQLException {
    PreparedStatement statement =
        transaction.statement(
            "INSERT INTO ledger_mark (name, value) VALUES (?, ?)"
                + " ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)");
    statement.setString(1, name);
    statement.setLong(2, value);
    statement.executeUpdate();
  }
}
