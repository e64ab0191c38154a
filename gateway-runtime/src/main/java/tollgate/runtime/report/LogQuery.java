package tollgate.runtime.report;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tollgate.api.face.LedgerView.Row;
import tollgate.runtime.ledger.State;
import tollgate.runtime.store.Sql;

/** Rows of calls as lists of existing dashboards ask for them: by filter, limit and offset. */
final class LogQuery {

  /** One installation, session or key of a tool, under one name. */
  static final String CLIENT =
      "tool || CASE WHEN instance <> '' THEN '-' || instance"
          + " WHEN session <> '' THEN '-' || substr(session, 1, 8)"
          + " WHEN key_id <> '' THEN '-' || key_id ELSE '' END";

  private static final String SELECT = "SELECT *, " + CLIENT + " AS client_id FROM call WHERE 1";

  private LogQuery() {}

  static List<Row> page(Connection connection, LogFilter filter, int limit, int offset)
      throws SQLException {
    var sql = new Sql().add(SELECT);
    equal(sql, "tool", filter.tool());
    equal(sql, CLIENT, filter.clientId());
    equal(sql, "provider", filter.provider());
    if (!filter.model().isEmpty()) {
      sql.add(" AND (model = ? OR requested_model = ?)", filter.model(), filter.model());
    }
    if (filter.statusMin() > 0) {
      sql.add(" AND status >= ?", (long) filter.statusMin());
    }
    if (filter.statusMax() > 0) {
      sql.add(" AND status <= ?", (long) filter.statusMax());
    }
    if (!filter.lifecycle().isEmpty()) {
      sql.add(" AND state IN (" + stateList(filter.lifecycle()) + ")");
    }
    sql.add(" ORDER BY arrived_at DESC, id DESC LIMIT ? OFFSET ?", (long) limit, (long) offset);
    return sql.list(connection, RowQuery::read);
  }

  static Optional<Row> one(Connection connection, long rowId) throws SQLException {
    return new Sql()
        .add(SELECT + " AND id = ?", rowId).list(connection, RowQuery::read).stream().findFirst();
  }

  private static void equal(Sql sql, String expression, String value) {
    if (!value.isEmpty()) {
      sql.add(" AND (" + expression + ") = ?", value);
    }
  }

  private static String stateList(String lifecycle) {
    return LogWords.statesOf(lifecycle).stream()
        .map(State::word)
        .map(word -> "'" + word + "'")
        .collect(Collectors.joining(", "));
  }
}
