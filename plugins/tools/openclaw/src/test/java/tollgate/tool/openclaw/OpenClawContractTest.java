package tollgate.tool.openclaw;

import tollgate.testkit.ToolDetectorContract;

class OpenClawContractTest extends ToolDetectorContract {
  @Override
  protected boolean tellsAgents() {
    return true;
  }
}
