package tollgate.runtime.session;

/**
 * Where an agent is found.
 *
 * @param tool its tool
 * @param session its session
 * @param agent its name there; empty for the main one
 */
public record AgentPlace(String tool, String session, String agent) {

  /** Whether it is the agent with which the session began. */
  public boolean isMain() {
    return agent.isEmpty();
  }
}
