package tollgate.runtime.session;

import java.util.List;

/**
 * A session with its agents.
 *
 * @param session the session itself
 * @param agents those nobody started, with what they started
 * @param orphans those whose parent never called, with what they started: a fan-out that leads
 *     nowhere
 * @param callsRead how many kept rows the agents are made of
 * @param complete whether these are all that are kept; only the newest are read
 */
public record SessionTree(
    Session session,
    List<AgentNode> agents,
    List<AgentNode> orphans,
    int callsRead,
    boolean complete) {

  /** A tree never changes. */
  public SessionTree {
    agents = List.copyOf(agents);
    orphans = List.copyOf(orphans);
  }
}
