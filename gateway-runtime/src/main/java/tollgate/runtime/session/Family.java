package tollgate.runtime.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tollgate.runtime.store.Sql;

/**
 * A session and those of its tool's sub-agents, where the tool gives them sessions of their own.
 */
final class Family {

  /** So many sessions are looked at; beyond them a tree would not be readable anyway. */
  private static final int MOST = 500;

  static final String CHILDREN =
      "SELECT session FROM session_traffic WHERE tool = ? AND parent = ? AND parent <> ''"
          + " UNION SELECT session"
          + SessionQuery.FROM_RUNNING
          + " AND tool = ? AND parent_agent = ? AND agent = session AND session <> ''";

  static final String CALLS =
      "SELECT "
          + AgentCall.COLUMNS
          + " FROM call WHERE session = ? AND "
          + SessionQuery.OF_AGENTS
          + " AND tool = ? ORDER BY id DESC LIMIT ?";

  private final Connection connection;
  private final SessionId root;
  private final Set<String> sessions;

  private Family(Connection connection, SessionId root, Set<String> sessions) {
    this.connection = connection;
    this.root = root;
    this.sessions = sessions;
  }

  static Family of(Connection connection, SessionId root) throws SQLException {
    var found = new LinkedHashSet<String>();
    found.add(root.session());
    var open = new ArrayList<>(found);
    while (!open.isEmpty() && found.size() < MOST) {
      String parent = open.removeFirst();
      for (String child :
          parent.isEmpty() ? List.<String>of() : children(connection, root, parent)) {
        if (found.add(child)) {
          open.add(child);
        }
      }
    }
    return new Family(connection, root, found);
  }

  /** The newest calls of all sessions together, oldest first. */
  List<AgentCall> calls(int most) throws SQLException {
    List<AgentCall> calls = new ArrayList<>();
    for (String session : sessions) {
      calls.addAll(
          new Sql()
              .add(CALLS, session, root.tool(), (long) most)
              .list(connection, AgentCall::read));
      calls = newest(calls, most);
    }
    return calls;
  }

  private static List<AgentCall> newest(List<AgentCall> calls, int most) {
    calls.sort(Comparator.comparingLong(AgentCall::id));
    return calls.size() <= most
        ? calls
        : new ArrayList<>(calls.subList(calls.size() - most, calls.size()));
  }

  private static List<String> children(Connection connection, SessionId root, String parent)
      throws SQLException {
    return new Sql()
        .add(CHILDREN, root.tool(), parent, root.tool(), parent)
        .list(connection, row -> row.getString(1));
  }
}
