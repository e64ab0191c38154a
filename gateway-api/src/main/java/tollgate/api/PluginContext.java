package tollgate.api;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import tollgate.api.net.DocumentReader;

/**
 * What the gateway gives a plugin at {@link GatewayPlugin#start}. All methods may be called from
 * any thread and never block; what they return may.
 *
 * @since 1.0
 */
public interface PluginContext {

  /** The plugin's id as its jar's manifest names it, for example {@code tool.opencode}. */
  String pluginId();

  /** The plugin's settings by their names, defaults filled in; none without either. */
  Map<String, String> settings();

  /** A folder of the plugin's own, already made, that survives restarts and reloads. */
  Path dataDirectory();

  /** The gateway's clock. A plugin that needs the time asks here, so that tests can set it. */
  InstantSource clock();

  /** Reads documents from the web, within the gateway's limits. It blocks. */
  DocumentReader documents();

  /** Writes into the gateway's log under the plugin's id. Never give it secrets or bodies. */
  System.Logger logger();
}
