package tollgate.tool.claude.code;

import java.util.List;
import tollgate.api.GatewayPlugin;
import tollgate.api.tool.ToolDetector;

/** The plugin of this jar: one detector. */
public final class ClaudeCodePlugin implements GatewayPlugin {

  @Override
  public List<ToolDetector> toolDetectors() {
    return List.of(new ClaudeCodeDetector());
  }
}
