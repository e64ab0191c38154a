/**
 * Every setting: {@link tollgate.runtime.config.SettingTable} defines them once, and reading,
 * checking, masking and the reference page all follow from that table. Start at {@link
 * tollgate.runtime.config.SettingsLoader}, which turns file, environment and flags into one {@link
 * tollgate.runtime.config.Settings} or tells every problem at once. Knows no room that uses a
 * setting. The only room that knows TOML.
 */
package tollgate.runtime.config;
