package tollgate.runtime.app;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import tollgate.runtime.config.KeptPlugins;
import tollgate.runtime.config.Settings;
import tollgate.runtime.plugin.Admission;

/**
 * What the operator says of plugins, in the settings file and through the admin API. Read by
 * whatever loads plugins, replaced by whoever changes it, on any thread.
 */
final class PluginWishes {
  private final Set<String> allowed;
  private volatile Map<String, Map<String, String>> written;
  private volatile KeptPlugins kept;

  PluginWishes(Settings settings) {
    this.allowed = Set.copyOf(settings.plugins().allowed());
    this.written = settings.plugins().settings();
    this.kept = KeptPlugins.read(KeptPlugins.fileIn(settings.dataDir()));
  }

  /** Which plugins may be used. */
  Admission admission() {
    return new Admission(allowed, kept.disabled());
  }

  /** A plugin's settings: what was set through the admin API wins. */
  Map<String, String> settingsOf(String id) {
    var values = new HashMap<>(written.getOrDefault(id, Map.of()));
    values.putAll(kept.of(id));
    return values;
  }

  /** What was said through the admin API. */
  KeptPlugins kept() {
    return kept;
  }

  /** Something else was said through the admin API. */
  void keep(KeptPlugins said) {
    kept = said;
  }

  /** Something else is written in the settings file. */
  void reread(Map<String, Map<String, String>> settings) {
    written = settings;
  }
}
