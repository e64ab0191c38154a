package tollgate.provider.cliproxyapi;

import java.time.InstantSource;
import java.util.List;
import tollgate.api.GatewayPlugin;
import tollgate.api.PluginContext;
import tollgate.api.provider.ProviderTransform;

/** The plugin of this jar: everything that speaks with CLIProxyAPI. */
public final class CliProxyApiPlugin implements GatewayPlugin {

  private InstantSource clock = InstantSource.system();

  @Override
  public void start(PluginContext context) {
    clock = context.clock();
  }

  @Override
  public List<ProviderTransform> providerTransforms() {
    return List.of(new CliProxyApiTransform(clock));
  }
}
