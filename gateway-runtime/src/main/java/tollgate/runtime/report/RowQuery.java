package tollgate.runtime.report;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tollgate.api.face.Axis;
import tollgate.api.face.LedgerView.Row;
import tollgate.api.face.LedgerView.Slice;
import tollgate.runtime.store.Sql;

/** Rows of calls with all their columns, page by page. */
final class RowQuery {
  private static final int MOST = 1_000;

  private RowQuery() {}

  static List<Row> page(Connection connection, Slice slice, String before, int limit)
      throws SQLException {
    var sql =
        new Sql()
            .add(
                "SELECT * FROM call WHERE arrived_at >= ? AND arrived_at < ?",
                slice.from().toEpochMilli(),
                slice.to().toEpochMilli());
    for (Map.Entry<Axis, String> only : slice.only().entrySet()) {
      sql.add(" AND " + Axes.column(only.getKey()) + " = ?", only.getValue());
    }
    if (!before.isEmpty()) {
      sql.add(
          " AND (arrived_at, id) < (SELECT arrived_at, id FROM call WHERE call_id = ?)", before);
    }
    sql.add(" ORDER BY arrived_at DESC, id DESC LIMIT ?", (long) Math.clamp(limit, 1, MOST));
    return sql.list(connection, RowQuery::read);
  }

  static Optional<Row> one(Connection connection, String callId) throws SQLException {
    return new Sql()
            .add("SELECT * FROM call WHERE call_id = ?", callId)
            .list(connection, RowQuery::read)
            .stream()
            .findFirst();
  }

  static List<Map<String, String>> attempts(Connection connection, String callId)
      throws SQLException {
    return new Sql()
        .add(
            "SELECT attempt.* FROM attempt JOIN call ON call.id = attempt.call"
                + " WHERE call_id = ? ORDER BY number",
            callId)
        .list(connection, RowQuery::columns);
  }

  static Row read(ResultSet row) throws SQLException {
    return new Row(row.getString("call_id"), columns(row));
  }

  /** Every column that has a value. */
  static Map<String, String> columns(ResultSet row) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    var values = new LinkedHashMap<String, String>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      String value = row.getString(i);
      if (value != null && !value.isEmpty()) {
        values.put(columns.getColumnName(i), value);
      }
    }
    return values;
  }
}
