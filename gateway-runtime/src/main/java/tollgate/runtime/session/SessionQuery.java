package tollgate.runtime.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tollgate.api.face.Axis;
import tollgate.api.usage.Money;
import tollgate.runtime.problem.RequestProblem;
import tollgate.runtime.store.Sql;

/** Asks for sessions in one state of the database. */
final class SessionQuery {

  /**
   * From calls under way: there are few, by an index of their own. It is named because no other may
   * be taken: beside a question for sessions the planner would rather go through all of theirs.
   */
  static final String FROM_RUNNING =
      " FROM call INDEXED BY call_unfinished"
          + " WHERE state IN ('pending', 'dispatched', 'streaming') ";

  /** Calls that belong to a session or an agent; said to the letter as their index says it. */
  static final String OF_AGENTS = "(session <> '' OR agent <> '')";

  private static final String FIRST_CALL_RUNS =
      " UNION ALL SELECT "
          + SessionLine.OF_RUNNING
          + FROM_RUNNING
          + " AND "
          + OF_AGENTS
          + " AND NOT EXISTS (SELECT 1 FROM session_traffic AS known"
          + " WHERE known.tool = call.tool AND known.session = call.session)";

  static final String RUNNING_OF =
      "SELECT tool, session, count(*)"
          + FROM_RUNNING
          + " AND "
          + OF_AGENTS
          + " GROUP BY tool, session";

  static final String NEWEST_RESULTS =
      "SELECT agent, last_result FROM (SELECT id, agent, last_result FROM call WHERE session = ?"
          + " AND "
          + OF_AGENTS
          + " AND tool = ? AND state NOT IN ('refused', 'failed', 'aborted')"
          + " ORDER BY id DESC LIMIT "
          + Repetition.CALLS
          + ") ORDER BY id";

  /** Rows are numbered as they were opened, which is nearly as they arrived. */
  private static final String FIRST_ROW_SINCE =
      "SELECT min(id) FROM (SELECT id FROM call WHERE arrived_at >= ? ORDER BY arrived_at LIMIT"
          + " 100)";

  static final String COST_SINCE =
      "SELECT coalesce(sum(cost_nanos), 0) FROM call WHERE session = ? AND "
          + OF_AGENTS
          + " AND id >= ? AND tool = ? AND arrived_at >= ?";

  private final Connection connection;
  private final Instant windowStart;

  SessionQuery(Connection connection, Instant now) {
    this.connection = connection;
    this.windowStart = now.minus(BurnRate.WINDOW);
  }

  /** One line more than wished for, where there is one. */
  List<SessionLine> page(SessionWish wish) throws SQLException {
    return pageSql(wish).list(connection, SessionLine::read);
  }

  /** The line of a session, if any of its calls is known. */
  List<SessionLine> one(SessionId id) throws SQLException {
    return new Sql()
        .add("SELECT " + SessionLine.OF_ROLL_UP + " FROM session_traffic")
        .add(" WHERE tool = ? AND session = ?", id.tool(), id.session())
        .add(FIRST_CALL_RUNS)
        .add(" AND tool = ? AND session = ?", id.tool(), id.session())
        .add(" GROUP BY tool, session")
        .list(connection, SessionLine::read);
  }

  /** The sessions of some lines, with all that the lines do not tell. */
  List<Session> sessions(List<SessionLine> lines) throws SQLException {
    Map<SessionId, Long> running = running();
    long firstRow = firstRowOfWindow();
    var sessions = new ArrayList<Session>();
    for (SessionLine line : lines) {
      sessions.add(
          new Session(
              line.id(),
              line.parent(),
              line.lastCall(),
              line.first(),
              line.last(),
              running.getOrDefault(line.id(), 0L),
              line.steps(),
              line.traffic(),
              burn(line, firstRow),
              repetition(line.id())));
    }
    return sessions;
  }

  Sql pageSql(SessionWish wish) {
    String rank = Cursor.column(wish.order());
    Optional<Cursor> after = after(wish);
    var sql = new Sql().add("SELECT " + SessionLine.OF_ROLL_UP + " FROM session_traffic WHERE 1");
    only(sql, wish);
    if (wish.since().isAfter(Instant.EPOCH)) {
      sql.add(" AND last_at >= ?", wish.since().toEpochMilli());
    }
    sql.add(" AND first_at < ?", wish.until().toEpochMilli());
    if (wish.activeOnly()) {
      sql.add(
          " AND (last_at >= ? OR (tool, session) IN (SELECT tool, session" + FROM_RUNNING + "))",
          windowStart.toEpochMilli());
    }
    after.ifPresent(end -> behind(sql, rank, end));
    sql.add(FIRST_CALL_RUNS);
    only(sql, wish);
    sql.add(
        " AND arrived_at >= ? AND arrived_at < ? GROUP BY tool, session",
        wish.since().toEpochMilli(),
        wish.until().toEpochMilli());
    after.ifPresent(end ->
        behind(
            sql.add(" HAVING 1"),
            wish.order() == SessionWish.Order.LAST ? "max(arrived_at)" : "0",
            end));
    String order = " ORDER BY %s DESC, tool DESC, session DESC LIMIT ?".formatted(rank);
    return sql.add(order, (long) wish.limit() + 1);
  }

  private static Optional<Cursor> after(SessionWish wish) {
    if (wish.after().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Cursor.parse(wish.after())
            .orElseThrow(() ->
                RequestProblem.REQUEST_BAD_PARAMETER.exception(
                    "after", wish.after(), "the \"next\" of an earlier page")));
  }

  private static void behind(Sql sql, String rank, Cursor end) {
    sql.add(
        " AND (" + rank + ", tool, session) < (?, ?, ?)",
        end.rank(),
        end.id().tool(),
        end.id().session());
  }

  private static void only(Sql sql, SessionWish wish) {
    equal(sql, "tool", wish, Axis.TOOL);
    equal(sql, "instance", wish, Axis.INSTANCE);
    equal(sql, "key_id", wish, Axis.KEY);
    equal(sql, "provider", wish, Axis.PROVIDER);
    equal(sql, "account", wish, Axis.ACCOUNT);
    equal(sql, "model", wish, Axis.MODEL);
  }

  private static void equal(Sql sql, String column, SessionWish wish, Axis axis) {
    String value = wish.only().getOrDefault(axis, "");
    if (!value.isEmpty()) {
      sql.add(" AND " + column + " = ?", value);
    }
  }

  private Map<SessionId, Long> running() throws SQLException {
    var running = new HashMap<SessionId, Long>();
    new Sql()
        .add(RUNNING_OF)
        .list(
            connection,
            row -> running.put(new SessionId(row.getString(1), row.getString(2)), row.getLong(3)));
    return running;
  }

  private BurnRate burn(SessionLine line, long firstRow) throws SQLException {
    Money recent = Money.ZERO;
    if (!line.last().isBefore(windowStart)) {
      recent =
          new Sql()
              .add(
                  COST_SINCE,
                  line.id().session(),
                  firstRow,
                  line.id().tool(),
                  windowStart.toEpochMilli())
              .list(connection, row -> new Money(row.getLong(1)))
              .getFirst();
    }
    return BurnRate.of(recent, line.traffic().cost(), line.first(), line.last());
  }

  private long firstRowOfWindow() throws SQLException {
    return new Sql()
        .add(FIRST_ROW_SINCE, windowStart.toEpochMilli())
        .list(connection, row -> row.getLong(1))
        .getFirst();
  }

  private Repetition repetition(SessionId id) throws SQLException {
    var byAgent = new HashMap<String, List<String>>();
    for (Story.Result result : newest(id)) {
      byAgent.computeIfAbsent(result.agent(), agent -> new ArrayList<>()).add(result.fingerprint());
    }
    return byAgent.values().stream().map(Repetition::of).reduce(Repetition.NONE, Repetition::max);
  }

  private List<Story.Result> newest(SessionId id) throws SQLException {
    return new Sql()
        .add(NEWEST_RESULTS, id.session(), id.tool())
        .list(connection, row -> new Story.Result(row.getString(1), row.getString(2)));
  }

  /** What a session did; one that nobody knows did nothing. */
  Story story(SessionId id) throws SQLException {
    List<SessionLine> line = one(id);
    if (line.isEmpty()) {
      return new Story(0, 0, List.of());
    }
    Traffic traffic = line.getFirst().traffic();
    return new Story(traffic.calls() - traffic.refused(), line.getFirst().steps(), newest(id));
  }
}
