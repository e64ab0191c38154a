package tollgate.runtime.report;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tollgate.api.face.Axis;
import tollgate.api.face.LedgerView.Row;
import tollgate.runtime.ledger.State;
import tollgate.runtime.report.QuarterSearch.Stretch;
import tollgate.runtime.store.Sql;

/**
 * Rows of calls as lists of existing dashboards ask for them, newest first. A page is read from the
 * index that has the fewest rows to look at: that of a session, that of calls under way, or that of
 * time, in which {@link QuarterSearch} leaves out what holds no such row.
 */
final class LogQuery {

  /** One installation, session or key of a tool, under one name. */
  static final String CLIENT =
      "tool || CASE WHEN instance <> '' THEN '-' || instance"
          + " WHEN session <> '' THEN '-' || substr(session, 1, 8)"
          + " WHEN key_id <> '' THEN '-' || key_id ELSE '' END";

  private static final String SELECT = "SELECT *, " + CLIENT + " AS client_id FROM call";
  private static final String BY_TIME = SELECT + " INDEXED BY call_arrived WHERE 1";

  /** Said to the letter as the index says it, or it would not be used. */
  private static final String BY_SESSION =
      SELECT + " INDEXED BY call_session WHERE (session <> '' OR agent <> '')";

  private static final String BY_STATE =
      SELECT + " INDEXED BY call_unfinished WHERE state IN ('pending', 'dispatched', 'streaming')";

  private final LogFilter filter;
  private final int limit;
  private final int offset;

  LogQuery(LogFilter filter, int limit, int offset) {
    this.filter = filter;
    this.limit = limit;
    this.offset = offset;
  }

  static Optional<Row> one(Connection connection, long rowId) throws SQLException {
    return new Sql()
        .add(SELECT + " WHERE id = ?", rowId).list(connection, RowQuery::read).stream().findFirst();
  }

  List<Row> page(Connection connection) throws SQLException {
    long end = filter.to().toEpochMilli();
    if (filter.before() > 0) {
      List<Long> arrival =
          new Sql()
              .add("SELECT arrived_at FROM call WHERE id = ?", filter.before())
              .list(connection, row -> row.getLong(1));
      if (arrival.isEmpty()) {
        return List.of(); // deleted, and so is all behind it
      }
      end = Math.min(end, arrival.getFirst() + 1);
    }
    var all = new Stretch(filter.from().toEpochMilli(), end);
    Optional<QuarterSearch> quarters =
        from().equals(BY_TIME) ? QuarterSearch.of(filter) : Optional.empty();
    return quarters.isPresent()
        ? within(connection, all, quarters.get())
        : sql(all, limit, offset).list(connection, RowQuery::read);
  }

  private List<Row> within(Connection connection, Stretch all, QuarterSearch quarters)
      throws SQLException {
    var found = new ArrayList<Row>();
    int wanted = limit + offset;
    long end = all.end();
    List<Stretch> stretches = quarters.before(connection, end);
    while (!stretches.isEmpty() && end > all.from()) {
      for (Stretch stretch : stretches) {
        var part =
            new Stretch(Math.max(stretch.from(), all.from()), Math.min(stretch.end(), all.end()));
        found.addAll(sql(part, wanted - found.size(), 0).list(connection, RowQuery::read));
        if (found.size() == wanted) {
          return List.copyOf(found.subList(offset, wanted));
        }
      }
      end = stretches.getLast().from();
      stretches = quarters.before(connection, end);
    }
    return List.copyOf(found.subList(Math.min(offset, found.size()), found.size()));
  }

  Sql sql(Stretch time, int most, int skipped) {
    var sql =
        new Sql()
            .add(from())
            .add(" AND arrived_at >= ? AND arrived_at < ?", time.from(), time.end());
    for (Map.Entry<Axis, String> only : filter.only().entrySet()) {
      equal(sql, Axes.column(only.getKey()), only.getValue());
    }
    equal(sql, CLIENT, filter.clientId());
    equal(sql, "requested_model", filter.requestedModel());
    if (filter.statusMin() > 0) {
      sql.add(" AND status >= ?", (long) filter.statusMin());
    }
    if (filter.statusMax() > 0) {
      sql.add(" AND status <= ?", (long) filter.statusMax());
    }
    if (!filter.lifecycle().isEmpty()) {
      sql.add(" AND state IN (" + stateList(filter.lifecycle()) + ")");
    }
    if (filter.before() > 0) {
      sql.add(
          " AND (arrived_at, id) < ((SELECT arrived_at FROM call WHERE id = ?), ?)",
          filter.before(),
          filter.before());
    }
    return sql.add(
        " ORDER BY arrived_at DESC, id DESC LIMIT ? OFFSET ?", (long) most, (long) skipped);
  }

  private String from() {
    if (filter.only().containsKey(Axis.SESSION)) {
      return BY_SESSION;
    }
    return filter.lifecycle().equals("pending") ? BY_STATE : BY_TIME;
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
