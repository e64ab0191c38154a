package tollgate.tool.opencode;

import tollgate.testkit.ToolDetectorContract;

class OpenCodeContractTest extends ToolDetectorContract {
  @Override
  protected boolean tellsAgents() {
    return true;
  }
}
