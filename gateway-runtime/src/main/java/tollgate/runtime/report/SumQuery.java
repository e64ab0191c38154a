package tollgate.runtime.report;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tollgate.api.face.Axis;
import tollgate.api.face.LedgerView.Point;
import tollgate.api.face.LedgerView.Slice;
import tollgate.api.face.LedgerView.Total;
import tollgate.api.usage.Money;
import tollgate.api.usage.TokenCounts;
import tollgate.runtime.store.Sql;

/**
 * Sums over calls that have ended. Where the roll-ups know the axes, whole UTC days come from the
 * days' and whole quarter hours beside them from the quarter hours', only the edges from the rows;
 * what no roll-up knows comes from the rows altogether.
 */
final class SumQuery {
  private static final long QUARTER = Duration.ofMinutes(15).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();

  /** What is added up, in the order in which it is read. */
  private static final List<String> USED =
      List.of(
          "calls",
          "input_tokens",
          "output_tokens",
          "cache_read_tokens",
          "cache_write_5m_tokens",
          "cache_write_1h_tokens",
          "reasoning_tokens",
          "audio_in_tokens",
          "audio_out_tokens",
          "cache_read_audio_tokens",
          "image_in_tokens",
          "image_out_tokens",
          "cost_nanos",
          "unpriced");

  /** How calls ended beside well, which is read behind what they used. */
  private static final List<String> ENDED = List.of("failed", "aborted", "refused");

  /** The columns of a question, as each source has them. */
  private record Summed(List<String> names) {
    static final Summed USAGE = new Summed(USED);
    static final Summed ALL = new Summed(Stream.concat(USED.stream(), ENDED.stream()).toList());

    String ofRollUp() {
      return String.join(", ", names);
    }

    String ofRows() {
      return names.stream().map(Summed::ofRow).collect(Collectors.joining(", "));
    }

    private static String ofRow(String column) {
      return switch (column) {
        case "calls" -> "1 AS calls";
        case "cost_nanos" -> "coalesce(cost_nanos, 0) AS cost_nanos";
        case "unpriced" -> "cost_status = 'unpriced' AS unpriced";
        case "failed", "aborted", "refused" -> "state = '%1$s' AS %1$s".formatted(column);
        default -> column;
      };
    }

    String overRows() {
      return names.stream()
          .map(column ->
              switch (column) {
                case "calls" -> "count(*) AS calls";
                case "cost_nanos" -> "coalesce(sum(cost_nanos), 0) AS cost_nanos";
                case "unpriced" -> "sum(cost_status = 'unpriced') AS unpriced";
                case "failed", "aborted", "refused" ->
                    "sum(state = '%1$s') AS %1$s".formatted(column);
                default -> "sum(%1$s) AS %1$s".formatted(column);
              })
          .collect(Collectors.joining(", "));
    }

    String added() {
      return "sum(" + String.join("), sum(", names) + ")";
    }
  }

  /**
   * A sum with how its calls ended beside well.
   *
   * @param used what they used
   */
  record Line(Total used, long failed, long aborted, long refused) {}

  /**
   * The lines that cost most.
   *
   * @param lines the dearest first
   * @param leftOut how many more there are
   */
  record Top(List<Line> lines, long leftOut) {

    /** It never changes. */
    Top {
      lines = List.copyOf(lines);
    }
  }

  /** A line, and how many there are with it. */
  private record Counted(Line line, long all) {}

  /** So many steps are added up one by one. */
  private static final int MOST_STEPS = 64;

  private static final Slice EVER = new Slice(Instant.EPOCH, Instant.MAX, Map.of());

  /** Said to the letter as the index says it, or it would not be used. */
  private static final String BY_SESSION =
      " INDEXED BY call_session WHERE (session <> '' OR agent <> '') AND";

  private final Slice slice;
  private final List<Axis> by;

  /** Milliseconds of a step of time, 0 for one sum over all time. */
  private final long step;

  private final Summed summed;

  private SumQuery(Slice slice, List<Axis> by, long step, Summed summed) {
    this.slice = slice;
    this.by = by;
    this.step = step;
    this.summed = summed;
  }

  /** The sum of everything with how calls ended; empty where there were none. */
  static Optional<Line> all(Connection connection, Slice slice) throws SQLException {
    var query = new SumQuery(slice, List.of(), 0, Summed.ALL);
    return query.sql().list(connection, query::line).stream().findFirst();
  }

  /**
   * Sums by axes with how calls ended. However many there are, only those asked for are read; calls
   * without a value of the last axis belong to none.
   *
   * @param by at least one
   * @param most how many lines at most, at least one
   */
  static Top top(Connection connection, Slice slice, List<Axis> by, int most) throws SQLException {
    var query = new SumQuery(slice, by, 0, Summed.ALL);
    int last = 1 + by.size() + Summed.ALL.names().size();
    List<Counted> found =
        query.topSql(most).list(connection, row -> new Counted(query.line(row), row.getLong(last)));
    long all = found.isEmpty() ? 0 : found.getFirst().all();
    return new Top(found.stream().map(Counted::line).toList(), all - found.size());
  }

  static List<Total> totals(Connection connection, Slice slice, List<Axis> by) throws SQLException {
    var query = new SumQuery(slice, by, 0, Summed.USAGE);
    return query.sql().list(connection, query::total);
  }

  static List<Point> series(Connection connection, Slice slice, Duration step, List<Axis> by)
      throws SQLException {
    var query = new SumQuery(slice, by, step.toMillis(), Summed.USAGE);
    return query.sql().list(connection, query::point);
  }

  /** The question for sums, without asking it. */
  static Sql sql(Slice slice, List<Axis> by, Duration step) {
    return new SumQuery(slice, by, step.toMillis(), Summed.USAGE).sql();
  }

  /** The question for the lines that cost most, without asking it. */
  static Sql topSql(Slice slice, List<Axis> by, int most) {
    return new SumQuery(slice, by, 0, Summed.ALL).topSql(most);
  }

  /** What each key ever used. */
  static List<Total> everOfKeys(Connection connection) throws SQLException {
    var reading = new SumQuery(EVER, List.of(Axis.KEY), 0, Summed.USAGE);
    return new Sql()
        .add("SELECT value, " + Summed.USAGE.ofRollUp() + " FROM lifetime WHERE kind = 'key'")
        .list(connection, reading::total);
  }

  private Sql sql() {
    return sql("", "");
  }

  private Sql topSql(int most) {
    return sql(", count(*) OVER ()", " AND " + Axes.column(by.getLast()) + " <> ''")
        .add(" LIMIT ?", most);
  }

  private Sql sql(String moreColumns, String andHaving) {
    String order = step > 0 ? "1, sum(cost_nanos) DESC" : "sum(cost_nanos) DESC, sum(calls) DESC";
    String group = (step > 0 ? "moment / " + step + " * " + step + ", " : "") + Axes.columns(by);
    String without = group.isEmpty() ? "" : group.substring(0, group.length() - 2);
    var sql = new Sql().add("SELECT " + group + summed.added() + moreColumns + " FROM (");
    addSources(sql);
    sql.add(")");
    if (!without.isEmpty()) {
      sql.add(" GROUP BY " + without);
    }
    return sql.add(" HAVING sum(calls) <> 0" + andHaving + " ORDER BY ").add(order);
  }

  /** Rows, quarter hours and days from the finest at the edges to the widest in the middle. */
  private void addSources(Sql sql) {
    long from = slice.from().toEpochMilli();
    long to = slice.to().toEpochMilli();
    boolean quarters = rolledUp() && step % QUARTER == 0;
    boolean days = quarters && step % DAY == 0;
    Stretch known = new Stretch(from, to).whole(quarters ? QUARTER : 0);
    Stretch knownDays = known.whole(days ? DAY : 0);
    var pieces = new ArrayList<Sql>();
    new Stretch(from, known.from()).addTo(pieces, this::rows);
    new Stretch(known.from(), knownDays.from()).addTo(pieces, this::quarters);
    knownDays.addTo(pieces, part -> rollUp("day_traffic", "day", part));
    new Stretch(knownDays.to(), known.to()).addTo(pieces, this::quarters);
    new Stretch(known.to(), to).addTo(pieces, this::rows);
    if (pieces.isEmpty()) {
      pieces.add(rows(new Stretch(from, to)));
    }
    for (int i = 0; i < pieces.size(); i++) {
      sql.add(i == 0 ? "" : " UNION ALL ").add(pieces.get(i));
    }
  }

  /** From one instant to before another, in milliseconds. */
  private record Stretch(long from, long to) {

    /** What of it is whole spans of time; nothing, at its end, where there is none. */
    Stretch whole(long span) {
      if (span == 0) {
        return new Stretch(to, to);
      }
      long first = Math.ceilDiv(from, span) * span;
      long end = Math.floorDiv(to, span) * span;
      return first < end ? new Stretch(first, end) : new Stretch(to, to);
    }

    void addTo(List<Sql> pieces, Function<Stretch, Sql> source) {
      if (from < to) {
        pieces.add(source.apply(this));
      }
    }
  }

  private Sql quarters(Stretch part) {
    Set<Axis> axes = EnumSet.noneOf(Axis.class);
    axes.addAll(by);
    axes.addAll(slice.only().keySet());
    return rollUp(Axes.quartersOf(axes), "quarter", part);
  }

  private Sql rollUp(String table, String span, Stretch part) {
    var sql =
        new Sql()
            .add(
                "SELECT %1$s AS moment, %2$s%3$s FROM %4$s WHERE %1$s >= ? AND %1$s < ?"
                    .formatted(span, Axes.columns(by), summed.ofRollUp(), table),
                part.from(),
                part.to());
    addOnly(sql);
    return sql;
  }

  /**
   * Short steps of time without an axis are added up one by one: together the rows would have to be
   * sorted, which takes longer than to find them.
   */
  private Sql rows(Stretch part) {
    long steps = step == 0 ? Long.MAX_VALUE : (part.to() - part.from()) / step;
    if (!by.isEmpty() || steps > MOST_STEPS) {
      return rows(part, "arrived_at AS moment, " + Axes.columns(by) + summed.ofRows());
    }
    var sql = new Sql();
    for (long from = part.from(); from < part.to(); ) {
      long end = Math.min(part.to(), (Math.floorDiv(from, step) + 1) * step);
      sql.add(sql.isEmpty() ? "" : " UNION ALL ")
          .add(rows(new Stretch(from, end), "min(arrived_at) AS moment, " + summed.overRows()))
          .add(" HAVING count(*) > 0");
      from = end;
    }
    return sql;
  }

  private Sql rows(Stretch part, String columns) {
    var sql =
        new Sql()
            .add(
                "SELECT "
                    + columns
                    + " FROM call"
                    + (ofOneSession() ? BY_SESSION : " WHERE")
                    + " arrived_at >= ? AND arrived_at < ?"
                    + " AND state NOT IN ('pending', 'dispatched', 'streaming')",
                part.from(),
                part.to());
    addOnly(sql);
    return sql;
  }

  private boolean ofOneSession() {
    return !slice.only().getOrDefault(Axis.SESSION, "").isEmpty();
  }

  private void addOnly(Sql sql) {
    for (Map.Entry<Axis, String> only : slice.only().entrySet()) {
      sql.add(" AND " + Axes.column(only.getKey()) + " = ?", only.getValue());
    }
  }

  private boolean rolledUp() {
    return Axes.rolledUp(by) && Axes.rolledUp(slice.only().keySet());
  }

  private Point point(ResultSet row) throws SQLException {
    return new Point(Instant.ofEpochMilli(row.getLong(1)), read(row, 2));
  }

  private Total total(ResultSet row) throws SQLException {
    return read(row, 1);
  }

  private Line line(ResultSet row) throws SQLException {
    int ended = 1 + by.size() + USED.size();
    return new Line(total(row), row.getLong(ended), row.getLong(ended + 1), row.getLong(ended + 2));
  }

  private Total read(ResultSet row, int first) throws SQLException {
    var group = new ArrayList<String>(by.size());
    int at = first;
    for (int i = 0; i < by.size(); i++) {
      group.add(row.getString(at++));
    }
    return new Total(
        List.copyOf(group),
        row.getLong(at),
        new TokenCounts(
            row.getLong(at + 1),
            row.getLong(at + 2),
            row.getLong(at + 3),
            row.getLong(at + 4),
            row.getLong(at + 5),
            row.getLong(at + 6),
            row.getLong(at + 7),
            row.getLong(at + 8),
            row.getLong(at + 9),
            row.getLong(at + 10),
            row.getLong(at + 11)),
        new Money(row.getLong(at + 12)),
        row.getLong(at + 13));
  }
}
