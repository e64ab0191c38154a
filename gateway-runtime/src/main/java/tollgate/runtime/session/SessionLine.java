package tollgate.runtime.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** A row of the roll-up, or what stands for it while a session's first call runs. */
record SessionLine(
    SessionId id,
    String parent,
    LastCall lastCall,
    Instant first,
    Instant last,
    long steps,
    Traffic traffic) {

  /** The columns of the roll-up. */
  static final String OF_ROLL_UP =
      "tool, session, parent, instance, key_id, provider, account, model, first_at, last_at,"
          + " steps, "
          + Traffic.OF_ROLL_UP;

  /** The same of calls that run, grouped by tool and session. */
  static final String OF_RUNNING =
      "tool, session, max(iif(agent = session, parent_agent, '')), instance, key_id, provider,"
          + " account, model, min(arrived_at), max(arrived_at), 0, "
          + Traffic.OF_NOTHING;

  static SessionLine read(ResultSet row) throws SQLException {
    return new SessionLine(
        new SessionId(row.getString(1), row.getString(2)),
        row.getString(3),
        new LastCall(
            row.getString(4),
            row.getString(5),
            row.getString(6),
            row.getString(7),
            row.getString(8)),
        Instant.ofEpochMilli(row.getLong(9)),
        Instant.ofEpochMilli(row.getLong(10)),
        row.getLong(11),
        Traffic.read(row, 12));
  }
}
