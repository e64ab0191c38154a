package tollgate.api;

/**
 * One setting a plugin understands. The operator gives it in the table {@code [plugin."<id>"]} of
 * the settings file or through the admin API; a setting that the plugin does not declare is refused
 * by name.
 *
 * @param name kebab-case
 * @param meaning one sentence for the operator
 * @param secret whether its value must be masked everywhere
 * @param live whether {@link GatewayPlugin#changed} takes a new value; the plugin is started anew
 *     for any other
 * @param defaultValue used where the operator sets none; empty for none
 * @since 1.0
 */
public record PluginSetting(
    String name, String meaning, boolean secret, boolean live, String defaultValue) {

  /** A setting that is no secret and needs a fresh start. */
  public static PluginSetting of(String name, String meaning, String defaultValue) {
    return new PluginSetting(name, meaning, false, false, defaultValue);
  }
}
