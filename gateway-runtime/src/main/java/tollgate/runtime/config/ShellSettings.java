package tollgate.runtime.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the variables of a shell set that a settings file can set as well. Secrets are none of it:
 * they stay where they are.
 *
 * @param environment all variables of the shell
 */
record ShellSettings(Map<String, String> environment) {

  /** The values as text, by the path of their setting. */
  Map<String, String> values() {
    var values = new LinkedHashMap<String, String>();
    for (String path : paths()) {
      own(path).or(() -> alias(path)).ifPresent(text -> values.put(path, text));
    }
    return values;
  }

  private Optional<String> own(String path) {
    return value(Setting.variable(path));
  }

  private Optional<String> alias(String path) {
    return aliases(path)
        .flatMap(alias -> value(alias.variable()).map(alias::translate).stream())
        .findFirst();
  }

  private Optional<String> value(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(text -> !text.isEmpty());
  }

  /** The variables that set nothing of the kind. */
  Map<String, String> others() {
    var others = new LinkedHashMap<>(environment);
    for (String path : paths()) {
      others.remove(Setting.variable(path));
      aliases(path).map(SettingAlias::variable).forEach(others::remove);
    }
    return others;
  }

  private static List<String> paths() {
    return SettingTable.all().stream()
        .filter(setting -> !setting.kind().secret())
        .map(Setting::path)
        .toList();
  }

  private static Stream<SettingAlias> aliases(String path) {
    return SettingAliases.all().stream().filter(alias -> alias.path().equals(path));
  }

  /** Shows no value. */
  @Override
  public String toString() {
    return "ShellSettings" + values().keySet();
  }
}
