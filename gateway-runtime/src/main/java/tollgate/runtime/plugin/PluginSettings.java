package tollgate.runtime.plugin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import tollgate.api.PluginSetting;
import tollgate.runtime.problem.PluginProblem;

/**
 * What a plugin declares and what the operator set of it.
 *
 * @param given the operator's values; only of settings that are declared
 */
record PluginSettings(List<PluginSetting> declared, Map<String, String> given) {

  PluginSettings {
    declared = List.copyOf(declared);
    given = Map.copyOf(given);
  }

  /**
   * The settings of a plugin.
   *
   * @throws tollgate.runtime.problem.ProblemException with PLUGIN_SETTING for one it does not know
   */
  static PluginSettings of(String id, List<PluginSetting> declared, Map<String, String> given) {
    Set<String> known = new TreeSet<>(declared.stream().map(PluginSetting::name).toList());
    Set<String> unknown = new TreeSet<>(given.keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw PluginProblem.PLUGIN_SETTING.exception(
          id, "it has no " + unknown + (known.isEmpty() ? ", nor any other" : "; it has " + known));
    }
    return new PluginSettings(declared, given);
  }

  /** Every value, with the plugin's own where the operator set none. */
  Map<String, String> effective() {
    var values = new HashMap<String, String>();
    declared.stream()
        .filter(setting -> !setting.defaultValue().isEmpty())
        .forEach(setting -> values.put(setting.name(), setting.defaultValue()));
    values.putAll(given);
    return Map.copyOf(values);
  }

  /** Whether all that would be different with these values is declared live. */
  boolean takesLive(Map<String, String> others) {
    Set<String> live =
        new TreeSet<>(
            declared.stream().filter(PluginSetting::live).map(PluginSetting::name).toList());
    var names = new TreeSet<>(given.keySet());
    names.addAll(others.keySet());
    names.removeIf(name -> Objects.equals(given.get(name), others.get(name)));
    return live.containsAll(names);
  }
}
