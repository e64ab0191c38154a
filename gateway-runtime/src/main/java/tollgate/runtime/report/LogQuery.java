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
import tollgate.runtime.ledger.ClientName;
import tollgate.runtime.ledger.State;
import tollgate.runtime.report.QuarterSearch.Stretch;
import tollgate.runtime.store.Sql;

/**
 * Rows of calls as lists of existing dashboards ask for them, newest first. A page is read from the
 * index that has the fewest rows to look at: that of a session, that of calls under way, or that of
 * time, in which {@link QuarterSearch} leaves out what holds no such row and {@link FarPage} what
 * comes before a page that is far away.
 */
final class LogQuery {

  /** Pages behind so many rows are looked for by sums; nearer ones are as quickly counted. */
  static final int FAR = 400;

  private static final String SELECT = "SELECT *, " + ClientName.SQL + " AS client_id";
  private static final String BY_TIME = " FROM call INDEXED BY call_arrived WHERE 1";

  /** Said to the letter as the index says it, or it would not be used. */
  private static final String BY_SESSION =
      " FROM call INDEXED BY call_session WHERE (session <> '' OR agent <> '')";

  private static final String BY_STATE =
      " FROM call INDEXED BY call_unfinished"
          + " WHERE state IN ('pending', 'dispatched', 'streaming')";

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
        .add(SELECT + " FROM call WHERE id = ?", rowId).list(connection, RowQuery::read).stream()
            .findFirst();
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
    if (!from().equals(BY_TIME)) {
      return sql(all, limit, offset).list(connection, RowQuery::read);
    }
    FarPage.Begin begin =
        offset > FAR && FarPage.isSummed(filter)
            ? FarPage.of(connection, filter, all, offset, part -> count(connection, part))
            : new FarPage.Begin(end, offset);
    var rest = new Stretch(all.from(), begin.end());
    Optional<QuarterSearch> quarters = QuarterSearch.of(filter);
    return quarters.isPresent()
        ? within(connection, rest, begin.offset(), quarters.get())
        : sql(rest, limit, begin.offset()).list(connection, RowQuery::read);
  }

  private List<Row> within(Connection connection, Stretch all, long offset, QuarterSearch quarters)
      throws SQLException {
    var found = new ArrayList<Row>();
    long skip = offset;
    long end = all.end();
    List<Stretch> stretches = quarters.before(connection, end);
    while (!stretches.isEmpty() && end > all.from()) {
      for (Stretch stretch : stretches) {
        var part =
            new Stretch(Math.max(stretch.from(), all.from()), Math.min(stretch.end(), all.end()));
        List<Row> rows = sql(part, limit - found.size(), skip).list(connection, RowQuery::read);
        found.addAll(rows);
        if (found.size() == limit) {
          return List.copyOf(found);
        }
        skip = rows.isEmpty() && skip > 0 ? skip - count(connection, part) : 0;
      }
      end = stretches.getLast().from();
      stretches = quarters.before(connection, end);
    }
    return List.copyOf(found);
  }

  /** How many rows of a stretch there are, all of them to be skipped. */
  private long count(Connection connection, Stretch part) throws SQLException {
    var sql = new Sql().add("SELECT count(*)").add(rows(part));
    return sql.list(connection, row -> row.getLong(1)).getFirst();
  }

  Sql sql(Stretch time, int most, long skipped) {
    return new Sql()
        .add(SELECT)
        .add(rows(time))
        .add(" ORDER BY arrived_at DESC, id DESC LIMIT ? OFFSET ?", (long) most, skipped);
  }

  /** Which rows, from FROM on. */
  private Sql rows(Stretch time) {
    var sql =
        new Sql()
            .add(from())
            .add(" AND arrived_at >= ? AND arrived_at < ?", time.from(), time.end());
    for (Map.Entry<Axis, String> only : filter.only().entrySet()) {
      equal(sql, Axes.column(only.getKey()), only.getValue());
    }
    equal(sql, ClientName.SQL, filter.clientId());
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
    return sql;
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
