package tollgate.runtime.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** A row of {@code call} as far as a tree of agents cares. */
record AgentCall(
    long id,
    String session,
    String agent,
    String parent,
    String instance,
    String model,
    String state,
    Instant arrivedAt,
    String lastResult,
    Traffic traffic) {

  static final String COLUMNS =
      "id, session, agent, parent_agent, instance, model, state, arrived_at, last_result, "
          + Traffic.OF_CALL;

  static AgentCall read(ResultSet row) throws SQLException {
    return new AgentCall(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        Instant.ofEpochMilli(row.getLong(8)),
        row.getString(9),
        Traffic.read(row, 10));
  }

  boolean runs() {
    return state.equals("pending") || state.equals("dispatched") || state.equals("streaming");
  }

  /** Whether the agent itself made the call: a client repeats what was refused or failed. */
  boolean counts() {
    return !state.equals("refused") && !state.equals("failed") && !state.equals("aborted");
  }
}
