package tollgate.runtime.event;

import static tollgate.runtime.event.Level.DEBUG;
import static tollgate.runtime.event.Level.ERROR;
import static tollgate.runtime.event.Level.INFO;
import static tollgate.runtime.event.Level.WARN;

/** Plugins, policies and generations. */
public enum ChangeEvent implements Event {
  PLUGIN_LOADED(
      "plugin.loaded", INFO, "A plugin is in use.", "plugin version brings path total_ms"),
  PLUGIN_REFUSED(
      "plugin.refused",
      ERROR,
      "A plugin was kept out; the gateway runs without it.",
      "plugin code what where fix"),
  PLUGIN_LAST_GOOD(
      "plugin.last_good",
      WARN,
      "The start goes on with the jar of a plugin that was in use last: its file cannot be used.",
      "plugin version path"),
  PLUGIN_RETIRED("plugin.retired", INFO, "A plugin is no longer in use.", "plugin version"),
  PLUGIN_FAULT("plugin.fault", ERROR, "A plugin failed while it served.", "plugin where times"),
  PLUGIN_SLOW(
      "plugin.slow",
      WARN,
      "A plugin took longer than it may.",
      "plugin where duration_ms limit_ms"),
  PLUGIN_SET_ASIDE(
      "plugin.set_aside",
      WARN,
      "A part of a plugin failed or was slow and is not asked for a while.",
      "plugin where times rest_ms"),
  PLUGIN_LEAKED(
      "plugin.leaked",
      WARN,
      "A retired plugin is still held in memory by something.",
      "plugin version since_ms"),
  PLUGIN_VERSION_LOST(
      "plugin.version_lost",
      WARN,
      "The files of a plugin could not be kept: there is no going back to this version.",
      "plugin version"),
  PLUGIN_MESSAGE("plugin.message", DEBUG, "A plugin says something.", "plugin message"),
  PLUGIN_NOTICE(
      "plugin.notice", INFO, "A plugin says something for the operator.", "plugin message"),
  PLUGIN_WARNING("plugin.warning", WARN, "A plugin warns.", "plugin message"),
  PLUGIN_ERROR("plugin.error", ERROR, "A plugin reports an error of its own.", "plugin message"),
  GENERATION_ACTIVATED(
      "generation.activated",
      INFO,
      "New calls use these plugins, providers, prices and policies from now on.",
      "generation plugins providers prices policies"),
  GENERATION_RETIRED(
      "generation.retired", DEBUG, "The last call of an old generation ended.", "generation"),
  PROVIDER_CONFIG_INVALID(
      "provider.config.invalid", ERROR, "A provider cannot be used.", "provider path issues");

  @SuppressWarnings("ImmutableEnumChecker") // a record of values
  private final Entry entry;

  ChangeEvent(String code, Level level, String meaning, String fields) {
    this.entry = new Entry(code, level, meaning, fields);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
