package tollgate.runtime.session;

import java.time.Instant;
import java.util.List;

/**
 * An agent and those it started, as its kept rows tell.
 *
 * @param session its session, another than the tree's where a tool gives sub-agents one of their
 *     own
 * @param name its name in the session; empty for the main one
 * @param parent the agent or session that started it; empty for the main one
 * @param instance the instance of its last call
 * @param models the models its calls are counted under, in the order of their first call
 * @param first when its first call arrived
 * @param last when its last call arrived
 * @param running how many of its calls are under way
 * @param steps how many of its calls went on from an answer of a tool
 * @param traffic its calls that have ended
 * @param burn how fast it spends
 * @param repetition whether it turns in a circle
 * @param agents the agents it started, in the order of their first call
 */
public record AgentNode(
    String session,
    String name,
    String parent,
    String instance,
    List<String> models,
    Instant first,
    Instant last,
    long running,
    long steps,
    Traffic traffic,
    BurnRate burn,
    Repetition repetition,
    List<AgentNode> agents) {

  /** A node never changes. */
  public AgentNode {
    models = List.copyOf(models);
    agents = List.copyOf(agents);
  }
}
