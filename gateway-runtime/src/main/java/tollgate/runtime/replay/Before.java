package tollgate.runtime.replay;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tollgate.runtime.store.Reads;
import tollgate.runtime.store.Sql;

/**
 * What had come together before the first row that is read: the sums over all time, which are never
 * deleted, less the rows that are read.
 */
final class Before {

  private static final String TOKENS =
      "input_tokens + output_tokens + cache_read_tokens + cache_write_5m_tokens"
          + " + cache_write_1h_tokens + audio_in_tokens + audio_out_tokens";

  private static final String FINAL = " AND state NOT IN ('pending', 'dispatched', 'streaming')";

  private static final String SUMS =
      "sum(coalesce(cost_nanos, 0)) AS cost, sum(state <> 'refused') AS calls, sum("
          + TOKENS
          + ") AS tokens, sum(state <> 'refused' AND last_result <> '') AS steps FROM call WHERE"
          + " arrived_at >= ?"
          + FINAL;

  /** Sums of something. */
  record Sums(long cost, long calls, long tokens, long steps) {
    static final Sums NONE = new Sums(0, 0, 0, 0);

    Sums less(Sums other) {
      return new Sums(
          Math.max(0, cost - other.cost),
          Math.max(0, calls - other.calls),
          Math.max(0, tokens - other.tokens),
          Math.max(0, steps - other.steps));
    }
  }

  private final Map<List<String>, Sums> sessions = new HashMap<>();
  private final Map<List<String>, Sums> lifetimes = new HashMap<>();

  private Before() {}

  /** What had come together before that instant. */
  static Before of(Reads reads, Instant from) {
    return reads.ask(connection -> {
      var before = new Before();
      before.readSessions(connection, from.toEpochMilli());
      before.readLifetimes(connection, from.toEpochMilli());
      return before;
    });
  }

  private void readSessions(Connection connection, long from) throws SQLException {
    Map<List<String>, Sums> later =
        sums(connection, "SELECT tool, session, " + SUMS + " GROUP BY tool, session", from);
    Map<List<String>, Sums> all =
        sums(
            connection,
            "SELECT tool, session, cost_nanos AS cost, calls - refused AS calls, "
                + TOKENS
                + " AS tokens, steps FROM session_traffic WHERE session <> '' AND last_at >= ?"
                + " AND first_at < ?",
            from,
            from);
    all.forEach((session, sums) ->
        sessions.put(session, sums.less(later.getOrDefault(session, Sums.NONE))));
  }

  private void readLifetimes(Connection connection, long from) throws SQLException {
    Map<List<String>, Sums> later = new HashMap<>();
    later.putAll(sums(connection, "SELECT 'total' AS tool, '' AS session, " + SUMS, from));
    later.putAll(sums(connection, "SELECT 'tool', tool, " + SUMS + " GROUP BY tool", from));
    later.putAll(sums(connection, "SELECT 'key', key_id, " + SUMS + " GROUP BY key_id", from));
    Map<List<String>, Sums> all =
        sums(
            connection,
            "SELECT kind, tool || value, cost_nanos AS cost, calls - refused AS calls, "
                + TOKENS
                + " AS tokens, 0 AS steps FROM lifetime WHERE first_at < ?",
            from);
    all.forEach(
        (what, sums) -> lifetimes.put(what, sums.less(later.getOrDefault(what, Sums.NONE))));
  }

  private static Map<List<String>, Sums> sums(Connection connection, String sql, Object... places)
      throws SQLException {
    var sums = new HashMap<List<String>, Sums>();
    for (Map.Entry<List<String>, Sums> each :
        new Sql().add(sql, places).list(connection, Before::read)) {
      sums.put(each.getKey(), each.getValue());
    }
    return sums;
  }

  private static Map.Entry<List<String>, Sums> read(ResultSet row) throws SQLException {
    return Map.entry(
        List.of(row.getString(1), row.getString(2)),
        new Sums(
            row.getLong("cost"),
            row.getLong("calls"),
            row.getLong("tokens"),
            row.getLong("steps")));
  }

  /** Whether a session had begun. */
  boolean knows(String tool, String session) {
    return sessions.containsKey(List.of(tool, session));
  }

  Sums session(String tool, String session) {
    return sessions.getOrDefault(List.of(tool, session), Sums.NONE);
  }

  /** Of {@code total}, a {@code tool} or a {@code key}. */
  Sums lifetime(String kind, String value) {
    return lifetimes.getOrDefault(List.of(kind, value), Sums.NONE);
  }
}
