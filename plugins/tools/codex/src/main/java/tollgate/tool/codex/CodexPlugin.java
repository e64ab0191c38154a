package tollgate.tool.codex;

import java.util.List;
import tollgate.api.GatewayPlugin;
import tollgate.api.tool.ToolDetector;

/** The plugin of this jar: one detector. */
public final class CodexPlugin implements GatewayPlugin {

  @Override
  public List<ToolDetector> toolDetectors() {
    return List.of(new CodexDetector());
  }
}
