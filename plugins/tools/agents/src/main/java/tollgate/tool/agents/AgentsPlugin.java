package tollgate.tool.agents;

import java.util.List;
import tollgate.api.GatewayPlugin;
import tollgate.api.tool.ToolDetector;

/** The plugin of this jar: one detector for every agent of the table. */
public final class AgentsPlugin implements GatewayPlugin {

  @Override
  public List<ToolDetector> toolDetectors() {
    return Agents.ALL.stream().<ToolDetector>map(AgentDetector::new).toList();
  }
}
