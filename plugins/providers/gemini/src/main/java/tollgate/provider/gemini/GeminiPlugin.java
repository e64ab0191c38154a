package tollgate.provider.gemini;

import java.time.InstantSource;
import java.util.List;
import tollgate.api.GatewayPlugin;
import tollgate.api.PluginContext;
import tollgate.api.provider.ProviderTransform;

/** The plugin of this jar: one family of providers. */
public final class GeminiPlugin implements GatewayPlugin {

  private InstantSource clock = InstantSource.system();

  @Override
  public void start(PluginContext context) {
    clock = context.clock();
  }

  @Override
  public List<ProviderTransform> providerTransforms() {
    return List.of(new GeminiTransform(clock));
  }
}
