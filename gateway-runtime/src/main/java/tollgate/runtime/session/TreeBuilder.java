package tollgate.runtime.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Hangs agents below those that started them. What cannot be traced to an agent that called, a
 * circle for example, becomes an orphan; nothing is left out and nothing stands twice.
 */
final class TreeBuilder {

  /** No tool nests so deep; a client that says so shall not exhaust the stack. */
  private static final int DEEPEST = 64;

  private record Key(String session, String agent) {}

  private final String root;
  private final boolean rootHasParent;
  private final Instant windowStart;
  private final Map<Key, AgentTally> agents = new LinkedHashMap<>();

  /** Agents named {@code kind:id}, by their id: that is how the agents they start may know them. */
  private final Map<Key, AgentTally> agentsById = new HashMap<>();

  private int calls;

  /**
   * A tree without calls.
   *
   * @param root the session it is of
   * @param rootHasParent whether the session that started it is known
   * @param windowStart from when on spending is recent
   */
  TreeBuilder(String root, boolean rootHasParent, Instant windowStart) {
    this.root = root;
    this.rootHasParent = rootHasParent;
    this.windowStart = windowStart;
  }

  /** Adds a call; calls come in the order they were opened. */
  void add(AgentCall call) {
    calls++;
    agents
        .computeIfAbsent(new Key(call.session(), call.agent()), key -> begin(call))
        .add(call, windowStart);
  }

  private AgentTally begin(AgentCall call) {
    var tally = new AgentTally(call);
    int colon = call.agent().indexOf(':');
    if (colon > 0) {
      agentsById.putIfAbsent(new Key(call.session(), call.agent().substring(colon + 1)), tally);
    }
    return tally;
  }

  SessionTree build(Session session, boolean complete) {
    var children = new LinkedHashMap<AgentTally, List<AgentTally>>();
    var roots = new ArrayList<AgentTally>();
    var orphans = new ArrayList<AgentTally>();
    for (AgentTally agent : agents.values()) {
      Optional<AgentTally> parent = parentOf(agent);
      if (parent.isPresent()) {
        children.computeIfAbsent(parent.get(), one -> new ArrayList<>()).add(agent);
      } else {
        (isRoot(agent) ? roots : orphans).add(agent);
      }
    }
    var branches = new Branches(children);
    List<AgentNode> traced = branches.of(roots, DEEPEST);
    List<AgentNode> untraced = new ArrayList<>(branches.of(orphans, DEEPEST));
    for (AgentTally agent : agents.values()) {
      untraced.addAll(branches.of(List.of(agent), DEEPEST)); // what stands in a circle
    }
    return new SessionTree(session, traced, untraced, calls, complete);
  }

  /** Makes nodes of agents that have none yet. */
  private record Branches(Map<AgentTally, List<AgentTally>> children, Set<AgentTally> placed) {

    Branches(Map<AgentTally, List<AgentTally>> children) {
      this(children, new HashSet<>());
    }

    List<AgentNode> of(List<AgentTally> agents, int levels) {
      var nodes = new ArrayList<AgentNode>();
      for (AgentTally agent : agents) {
        if (levels > 0 && placed.add(agent)) {
          nodes.add(agent.node(of(children.getOrDefault(agent, List.of()), levels - 1)));
        }
      }
      return nodes;
    }
  }

  /** Whether nobody started the agent, or a session did that has a tree of its own. */
  private boolean isRoot(AgentTally agent) {
    boolean told = agent.name().equals(root) && rootHasParent;
    return agent.session().equals(root) && !root.isEmpty() && (agent.parent().isEmpty() || told);
  }

  private Optional<AgentTally> parentOf(AgentTally agent) {
    if (agent.name().isEmpty()) {
      return Optional.empty();
    }
    Optional<AgentTally> named = find(agent.session(), agent.parent());
    if (named.isEmpty()) {
      named = agent.parent().isEmpty() ? mainOf(agent.session()) : mainOf(agent.parent());
    }
    return named.filter(parent -> parent != agent);
  }

  private Optional<AgentTally> mainOf(String session) {
    Optional<AgentTally> main = find(session, "");
    return main.isPresent() ? main : find(session, session);
  }

  private Optional<AgentTally> find(String session, String agent) {
    var key = new Key(session, agent);
    return Optional.ofNullable(agents.get(key)).or(() -> Optional.ofNullable(agentsById.get(key)));
  }
}
