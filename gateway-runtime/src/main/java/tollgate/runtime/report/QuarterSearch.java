package tollgate.runtime.report;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tollgate.api.face.Axis;
import tollgate.runtime.store.Sql;

/**
 * Finds the quarter hours in which there may be rows that a filter lets through, newest first. The
 * roll-ups know them, and hold one row where the calls hold dozens; names that nothing is added up
 * by are noted beside them. So a value that is rare, or not there at all, is found without a look
 * at every call.
 */
final class QuarterSearch {
  static final long QUARTER = Duration.ofMinutes(15).toMillis();

  /** How many quarter hours are asked for at once: those of a day. */
  private static final int STEP = 96;

  /** Calls under way are in no roll-up yet. They are few and have an index of their own. */
  private static final String OF_RUNNING =
      "SELECT arrived_at / %1$d * %1$d FROM call INDEXED BY call_unfinished".formatted(QUARTER)
          + " WHERE state IN ('pending', 'dispatched', 'streaming')"
          + " AND arrived_at >= ? AND arrived_at < ?";

  /** Time without a gap in which there are such rows; the end is not in it. */
  record Stretch(long from, long end) {}

  private final Map<String, String> names;

  /** The values that sums are narrowed by. */
  private final Map<Axis, String> axes;

  /** Conditions on a roll-up's rows, each behind an AND. */
  private final Sql traffic;

  private QuarterSearch(Map<String, String> names, Map<Axis, String> axes, Sql traffic) {
    this.names = names;
    this.axes = axes;
    this.traffic = traffic;
  }

  /** The search for a filter; empty where neither a roll-up nor a name would narrow it. */
  static Optional<QuarterSearch> of(LogFilter filter) {
    Map<Axis, String> axes = axes(filter);
    var search = new QuarterSearch(names(filter), axes, traffic(filter, axes));
    return search.names.isEmpty() && search.traffic.isEmpty()
        ? Optional.empty()
        : Optional.of(search);
  }

  /** What of a filter the names of quarter hours know. */
  private static Map<String, String> names(LogFilter filter) {
    var names = new LinkedHashMap<String, String>();
    names.put("client", filter.clientId());
    names.put("requested_model", filter.requestedModel());
    names.put("agent", filter.only().getOrDefault(Axis.AGENT, ""));
    names.put("dialect", filter.only().getOrDefault(Axis.DIALECT, ""));
    boolean oneStatus = filter.statusMin() == filter.statusMax() && filter.statusMin() > 0;
    names.put("status", oneStatus ? Integer.toString(filter.statusMin()) : "");
    names.values().removeIf(String::isEmpty);
    return names;
  }

  private static Map<Axis, String> axes(LogFilter filter) {
    var axes = new EnumMap<Axis, String>(Axis.class);
    filter
        .only()
        .forEach((axis, value) -> {
          if (Axes.rolledUp(List.of(axis))) {
            axes.put(axis, value);
          }
        });
    return axes;
  }

  /** What of a filter the sums know. */
  private static Sql traffic(LogFilter filter, Map<Axis, String> axes) {
    var condition = new Sql();
    axes.forEach((axis, value) -> condition.add(" AND " + Axes.column(axis) + " = ?", value));
    String ending = ending(filter);
    return ending.isEmpty() ? condition : condition.add(" AND " + ending + " > 0");
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
    long end = instant;
    while (true) {
      long from = newestDay(connection, end);
      Sql question = from < 0 ? ofRunning(end) : sql(from, end);
      List<Long> quarters = question.list(connection, row -> row.getLong(1));
      if (!quarters.isEmpty() || from <= 0) {
        return stretches(quarters);
      }
      end = from; // the day has such rows, but only later ones
    }
  }

  private static List<Stretch> stretches(List<Long> quarters) {
    var stretches = new ArrayList<Stretch>();
    for (long quarter : quarters) {
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

  /**
   * The newest day before an instant in which the sums know such rows: below 0 where there is none,
   * 0 where they are not asked.
   */
  private long newestDay(Connection connection, long before) throws SQLException {
    return traffic.isEmpty()
        ? 0
        : days(before).list(connection, row -> row.getLong(1)).stream().findFirst().orElse(-1L);
  }

  /** The question for quarter hours in which there are calls that no sum has yet. */
  Sql ofRunning(long before) {
    return new Sql()
        .add("SELECT DISTINCT * FROM (")
        .add(OF_RUNNING, 0L, before)
        .add(") ORDER BY 1 DESC LIMIT ?", (long) STEP);
  }

  Sql days(long before) {
    if (axes.isEmpty()) {
      return new Sql()
          .add("SELECT day FROM day_traffic WHERE day < ?", before)
          .add(traffic)
          .add(" ORDER BY day DESC LIMIT 1");
    }
    Map.Entry<Axis, String> first = axes.entrySet().iterator().next();
    return new Sql()
        .add(
            "SELECT day FROM day_name AS n WHERE kind = ? AND name = ? AND day < ?",
            Axes.column(first.getKey()),
            first.getValue(),
            before)
        .add(" AND EXISTS (SELECT 1 FROM day_traffic AS t WHERE t.day = n.day")
        .add(traffic)
        .add(") ORDER BY day DESC LIMIT 1");
  }

  /** The question for the quarter hours between two instants, the newest first. */
  Sql sql(long from, long before) {
    var sql = new Sql();
    if (names.isEmpty()) {
      sql.add("SELECT quarter FROM quarter_traffic AS t WHERE 1").add(traffic);
    } else {
      addNames(sql);
    }
    return sql.add(" AND quarter >= ? AND quarter < ?", from, before)
        .add(" UNION ")
        .add(OF_RUNNING, from, before)
        .add(" ORDER BY 1 DESC LIMIT ?", (long) STEP);
  }

  private void addNames(Sql sql) {
    String next = "SELECT quarter FROM quarter_name AS n WHERE kind = ? AND name = ?";
    for (Map.Entry<String, String> name : names.entrySet()) {
      sql.add(next, name.getKey(), name.getValue());
      next =
          " AND EXISTS (SELECT 1 FROM quarter_name AS m WHERE m.kind = ? AND m.name = ?"
              + " AND m.quarter = n.quarter)";
    }
    if (!traffic.isEmpty()) {
      sql.add(" AND EXISTS (SELECT 1 FROM quarter_traffic AS t WHERE t.quarter = n.quarter")
          .add(traffic)
          .add(")");
    }
  }
}
