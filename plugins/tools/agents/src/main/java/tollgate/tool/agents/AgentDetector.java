package tollgate.tool.agents;

import java.util.Optional;
import tollgate.api.call.ClientHead;
import tollgate.api.call.Identity;
import tollgate.api.call.RequestFacts;
import tollgate.api.tool.ToolDetector;

/** Looks for one agent of the table. */
final class AgentDetector implements ToolDetector {

  private final Agent agent;

  AgentDetector(Agent agent) {
    this.agent = agent;
  }

  @Override
  public String tool() {
    return agent.tool();
  }

  @Override
  public Optional<Identity> detect(ClientHead head, RequestFacts facts) {
    var call = Call.of(head, facts);
    for (Mark mark : agent.marks()) {
      if (mark.in().test(call)) {
        return Optional.of(agent.identity(call, mark));
      }
    }
    return Optional.empty();
  }
}
