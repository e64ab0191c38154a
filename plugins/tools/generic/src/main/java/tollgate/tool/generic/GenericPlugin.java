package tollgate.tool.generic;

import java.util.List;
import tollgate.api.GatewayPlugin;
import tollgate.api.tool.ToolDetector;

/** The plugin of this jar: one detector. */
public final class GenericPlugin implements GatewayPlugin {

  @Override
  public List<ToolDetector> toolDetectors() {
    return List.of(new GenericDetector());
  }
}
