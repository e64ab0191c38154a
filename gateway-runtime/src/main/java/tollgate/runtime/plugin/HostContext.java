package tollgate.runtime.plugin;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import tollgate.api.PluginContext;

/** One plugin's surroundings. */
record HostContext(
    String pluginId,
    Map<String, String> settings,
    Path dataDirectory,
    InstantSource clock,
    System.Logger logger)
    implements PluginContext {

  HostContext {
    settings = Map.copyOf(settings);
  }
}
