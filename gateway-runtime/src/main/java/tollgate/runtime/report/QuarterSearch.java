package tollgate.runtime.report;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tollgate.api.face.Axis;
import tollgate.runtime.store.Sql;

/**
 * Finds the quarter hours in which there are rows that a filter lets through, newest first. The
 * roll-ups know them, and hold one row where the calls hold hundreds: a value that is rare, or not
 * there at all, is found without a look at every call.
 */
final class QuarterSearch {
  static final long QUARTER = Duration.ofMinutes(15).toMillis();

  /** How many quarter hours are asked for at once. */
  private static final int STEP = 96;

  /** Calls under way are in no roll-up yet. They are few and have an index of their own. */
  private static final String OF_RUNNING =
      "SELECT arrived_at / %1$d * %1$d FROM call INDEXED BY call_unfinished".formatted(QUARTER)
          + " WHERE state IN ('pending', 'dispatched', 'streaming') AND arrived_at < ?";

  /** Time without a gap in which there are such rows; the end is not in it. */
  record Stretch(long from, long end) {}

  private final String table;
  private final Sql condition;

  private QuarterSearch(String table, Sql condition) {
    this.table = table;
    this.condition = condition;
  }

  /** The search for a filter; empty where no roll-up knows anything that would narrow it. */
  static Optional<QuarterSearch> of(LogFilter filter) {
    var condition = new Sql();
    boolean byKey = filter.only().containsKey(Axis.KEY);
    String table = byKey ? "quarter_key" : "quarter_traffic";
    boolean narrows = byKey;
    for (Map.Entry<Axis, String> only : filter.only().entrySet()) {
      if (table.equals(Axes.rollUpOf(List.of(only.getKey())))) {
        condition.add(" AND " + Axes.column(only.getKey()) + " = ?", only.getValue());
        narrows = true;
      }
    }
    String ending = ending(filter);
    if (!ending.isEmpty()) {
      condition.add(" AND " + ending + " > 0");
      narrows = true;
    }
    return narrows ? Optional.of(new QuarterSearch(table, condition)) : Optional.empty();
  }

  /** Which sum is not zero where there is a call that ended in such a way. */
  private static String ending(LogFilter filter) {
    return switch (filter.lifecycle()) {
      case "error" -> "failed + refused";
      case "aborted" -> "aborted + in_doubt";
      default -> filter.statusMin() >= 400 ? "failed + aborted + refused" : "";
    };
  }

  /** The newest stretches that begin before an instant; none when there are no more. */
  List<Stretch> before(Connection connection, long instant) throws SQLException {
    var stretches = new ArrayList<Stretch>();
    for (long quarter : sql(instant).list(connection, row -> row.getLong(1))) {
      long end = quarter + QUARTER;
      Stretch newer = stretches.isEmpty() ? new Stretch(0, 0) : stretches.getLast();
      if (newer.from() == end) {
        stretches.set(stretches.size() - 1, new Stretch(quarter, newer.end()));
      } else {
        stretches.add(new Stretch(quarter, end));
      }
    }
    return stretches;
  }

  Sql sql(long before) {
    return new Sql()
        .add("SELECT quarter FROM " + table + " WHERE quarter < ?", before)
        .add(condition)
        .add(" UNION ")
        .add(OF_RUNNING, before)
        .add(" ORDER BY 1 DESC LIMIT ?", (long) STEP);
  }
}
