package tollgate.runtime.plugin;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import tollgate.api.PluginContext;
import tollgate.api.net.DocumentReader;

/** One plugin's surroundings. */
record HostContext(
    String pluginId,
    Map<String, String> settings,
    Path dataDirectory,
    InstantSource clock,
    DocumentReader documents,
    System.Logger logger)
    implements PluginContext {

  HostContext {
    settings = Map.copyOf(settings);
  }
}
