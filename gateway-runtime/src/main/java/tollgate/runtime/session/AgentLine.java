package tollgate.runtime.session;

/**
 * From whom an agent descends.
 *
 * @param root the session in which it all began; empty outside all sessions
 * @param lineage the agents from the first one to this one, as the rows keep it
 */
public record AgentLine(String root, String lineage) {

  /** Outside all sessions. */
  public static final AgentLine NONE = new AgentLine("", "");

  /** The first agent of a session that nobody started. */
  public static AgentLine root(String session) {
    return new AgentLine(session, session);
  }
}
