/**
 * Floor 4: plugin jars. {@link tollgate.runtime.plugin.PluginHost} finds, checks, loads and starts
 * them; {@link tollgate.runtime.plugin.PluginSet} is what they bring; {@link
 * tollgate.runtime.plugin.PluginGuard} stands between a call and a plugin's code. The only room
 * that knows PF4J and class loaders; it must not know what any contribution is for.
 */
package tollgate.runtime.plugin;
