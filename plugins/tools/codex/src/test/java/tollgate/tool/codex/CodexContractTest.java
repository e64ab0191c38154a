package tollgate.tool.codex;

import tollgate.testkit.ToolDetectorContract;

class CodexContractTest extends ToolDetectorContract {
  @Override
  protected boolean tellsAgents() {
    return true;
  }
}
