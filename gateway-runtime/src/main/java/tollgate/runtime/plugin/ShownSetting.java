package tollgate.runtime.plugin;

import tollgate.api.PluginSetting;

/**
 * A plugin's setting as an operator may see it.
 *
 * @param declared what the plugin says of it
 * @param value its value; asterisks for a secret, empty for none
 * @param set whether the operator set it
 */
public record ShownSetting(PluginSetting declared, String value, boolean set) {
  private static final String MASK = "***";

  static ShownSetting of(PluginSetting declared, PluginSettings settings) {
    String value = settings.effective().getOrDefault(declared.name(), "");
    return new ShownSetting(
        declared,
        declared.secret() && !value.isEmpty() ? MASK : value,
        settings.given().containsKey(declared.name()));
  }
}
