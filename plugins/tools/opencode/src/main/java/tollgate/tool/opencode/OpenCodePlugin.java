package tollgate.tool.opencode;

import java.util.List;
import tollgate.api.GatewayPlugin;
import tollgate.api.tool.ToolDetector;

/** The plugin of this jar: one detector. */
public final class OpenCodePlugin implements GatewayPlugin {

  @Override
  public List<ToolDetector> toolDetectors() {
    return List.of(new OpenCodeDetector());
  }
}
