package tollgate.api.provider;

/**
 * One setting a provider of this family understands, beside those every provider has.
 *
 * @param name kebab-case
 * @param meaning one sentence for the operator
 * @param secret whether its value must be masked everywhere
 * @param defaultValue used where the operator sets none; empty for none
 * @since 1.0
 */
public record SettingSpec(String name, String meaning, boolean secret, String defaultValue) {}
