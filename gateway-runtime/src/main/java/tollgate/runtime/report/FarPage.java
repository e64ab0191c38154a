package tollgate.runtime.report;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tollgate.api.face.Axis;
import tollgate.runtime.report.QuarterSearch.Stretch;
import tollgate.runtime.store.Sql;

/**
 * Passes over what comes before a page that is far down a list. The sums know how many calls each
 * day and each quarter hour has, so only the quarter hour in which the page begins is read row by
 * row.
 */
final class FarPage {
  private static final Span QUARTERS = new Span("quarter", QuarterSearch.QUARTER);
  private static final Span DAYS = new Span("day", Duration.ofDays(1).toMillis());

  /** So many days are asked for at once: most pages are not that far away. */
  private static final int AT_ONCE = 30;

  /** What the sums count apart; everything for a call in whichever state. */
  private static final Map<String, String> COUNTS =
      Map.of(
          "", "calls",
          "completed", "calls - failed - aborted - refused - in_doubt",
          "error", "failed + refused",
          "aborted", "aborted + in_doubt");

  /** Rows are there between these instants; before the first some may be left of which is told. */
  private static final String THERE =
      "SELECT max(coalesce(min(arrived_at), 0), coalesce((SELECT value FROM ledger_mark WHERE name"
          + " = 'rows_from'), 0)), (SELECT coalesce(max(arrived_at), -1) + 1 FROM call) FROM call";

  private final Connection connection;
  private final LogFilter filter;
  private long floor;
  private long end;
  private long offset;

  /** Spans of time that have sums, by the column that says when they begin, in milliseconds. */
  private record Span(String column, long millis) {
    long begin(long instant) {
      return Math.floorDiv(instant, millis) * millis;
    }

    /** The first that begins then or later. */
    long next(long instant) {
      return Math.ceilDiv(instant, millis) * millis;
    }
  }

  /**
   * Where a page begins.
   *
   * @param end the instant before which it does
   * @param offset how many rows before that instant still come before it
   */
  record Begin(long end, long offset) {}

  /** Counts the rows of a stretch of time by looking at each. */
  @FunctionalInterface
  interface Counting {
    long of(Stretch part) throws SQLException;
  }

  private FarPage(Connection connection, LogFilter filter, long offset) {
    this.connection = connection;
    this.filter = filter;
    this.offset = offset;
  }

  /** Whether sums know how many calls a filter lets through. */
  static boolean isSummed(LogFilter filter) {
    return filter.clientId().isEmpty()
        && filter.requestedModel().isEmpty()
        && filter.statusMin() == 0
        && filter.statusMax() == 0
        && COUNTS.containsKey(filter.lifecycle())
        && Axes.rolledUp(filter.only().keySet());
  }

  /**
   * Where the page begins before which so many rows come.
   *
   * @param filter one that {@link #isSummed}
   * @param all the time whose rows are listed
   * @param counting looks at rows, where the sums of a quarter hour say too much
   */
  static Begin of(
      Connection connection, LogFilter filter, Stretch all, long offset, Counting counting)
      throws SQLException {
    var page = new FarPage(connection, filter, offset);
    page.find(all, counting);
    return new Begin(page.end, page.offset);
  }

  private void find(Stretch all, Counting counting) throws SQLException {
    Stretch there =
        new Sql()
            .add(THERE)
            .list(connection, row -> new Stretch(row.getLong(1), row.getLong(2)))
            .getFirst();
    floor = QUARTERS.next(Math.max(all.from(), there.from()));
    end = Math.min(all.end(), there.end());
    if (passesBegunQuarter(counting) && passes(QUARTERS, DAYS.begin(end - 1))) {
      boolean on = true;
      while (on && end - DAYS.millis() >= floor) {
        on = passes(DAYS, Math.max(DAYS.next(floor), end - AT_ONCE * DAYS.millis()));
      }
      boolean _ = passes(QUARTERS, end - DAYS.millis()); // the day in which it begins, or the last
    }
  }

  private boolean passesBegunQuarter(Counting counting) throws SQLException {
    long quarter = QUARTERS.begin(end - 1);
    if (quarter < floor) {
      return false;
    }
    long calls = counting.of(new Stretch(quarter, end));
    if (calls > offset) {
      return false;
    }
    offset -= calls;
    end = quarter;
    return true;
  }

  /** Passes over spans down to an instant; false where the page begins in one, at its end then. */
  private boolean passes(Span span, long down) throws SQLException {
    long to = Math.max(down, floor);
    if (to >= end) {
      return true;
    }
    for (Calls calls : calls(span, to)) {
      if (calls.count() > offset) {
        end = calls.moment() + span.millis();
        return false;
      }
      offset -= calls.count();
    }
    end = to;
    return true;
  }

  private record Calls(long moment, long count) {}

  /**
   * How many calls each span from an instant on has, the newest first; none where there are none.
   */
  private List<Calls> calls(Span span, long from) throws SQLException {
    var sql =
        new Sql()
            .add("SELECT moment, sum(calls) FROM (")
            .add(
                "SELECT %1$s AS moment, %2$s AS calls FROM %1$s_traffic WHERE %1$s >= ? AND %1$s < ?"
                    .formatted(span.column(), COUNTS.get(filter.lifecycle())),
                from,
                end)
            .add(only());
    if (filter.lifecycle().isEmpty()) { // calls under way are in no sum yet
      sql.add(
              " UNION ALL SELECT arrived_at / %1$d * %1$d, 1 FROM call INDEXED BY call_unfinished"
                      .formatted(span.millis())
                  + " WHERE state IN ('pending', 'dispatched', 'streaming')"
                  + " AND arrived_at >= ? AND arrived_at < ?",
              from,
              end)
          .add(only());
    }
    return sql.add(") GROUP BY moment ORDER BY moment DESC")
        .list(connection, row -> new Calls(row.getLong(1), row.getLong(2)));
  }

  private Sql only() {
    var sql = new Sql();
    for (Map.Entry<Axis, String> only : filter.only().entrySet()) {
      sql.add(" AND " + Axes.column(only.getKey()) + " = ?", only.getValue());
    }
    return sql;
  }
}
