package tollgate.tool.claude.code;

import tollgate.testkit.ToolDetectorContract;

class ClaudeCodeContractTest extends ToolDetectorContract {
  @Override
  protected boolean tellsAgents() {
    return true;
  }
}
