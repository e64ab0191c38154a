package tollgate.testkit;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import tollgate.api.PluginContext;
import tollgate.api.net.DocumentReader;

/**
 * The surroundings a tested plugin is started with: no settings but the given ones, a fixed clock,
 * and of the web what the test says.
 */
public record TestContext(
    String pluginId, Path dataDirectory, Map<String, String> settings, DocumentReader documents)
    implements PluginContext {

  /** What the clock shows: noon of the first day of 2026, UTC. */
  public static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  @Override
  public InstantSource clock() {
    return InstantSource.fixed(NOW);
  }

  @Override
  public System.Logger logger() {
    return new SilentLogger(pluginId);
  }
}
