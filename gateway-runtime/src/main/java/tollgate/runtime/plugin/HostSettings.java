package tollgate.runtime.plugin;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import tollgate.api.net.DocumentReader;

/**
 * What the host works with.
 *
 * @param stagingDirectory where jars are copied to before they are loaded; emptied at start, so it
 *     must be nobody else's
 * @param dataDirectory below it every plugin has a folder of its own
 * @param settings the operator's settings of a plugin, by its id
 * @param admission which plugins may be used; asked at every load
 * @param clock the plugins' clock
 * @param documents reads documents from the web for plugins
 * @param patience how long a plugin may take to start, and to close
 */
public record HostSettings(
    Path stagingDirectory,
    Path dataDirectory,
    Function<String, Map<String, String>> settings,
    Supplier<Admission> admission,
    InstantSource clock,
    DocumentReader documents,
    Duration patience) {

  /** What the API promises plugins. */
  public static final Duration ORDINARY_PATIENCE = Duration.ofSeconds(10);
}
