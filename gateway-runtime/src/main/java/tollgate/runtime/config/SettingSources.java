package tollgate.runtime.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where settings are looked for.
 *
 * @param places the folders of this machine
 * @param environment the environment variables
 * @param configFlag the settings file named on the command line; empty for none
 * @param flags other settings from the command line: path to text
 */
public record SettingSources(
    Places places, Map<String, String> environment, String configFlag, Map<String, String> flags) {

  /** Sources never change, and are told of in the same order at every start. */
  public SettingSources {
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    flags = Collections.unmodifiableMap(new LinkedHashMap<>(flags));
  }

  /**
   * The settings from the command line, and below them those from the environment, as a file can
   * hold them, wherever it lies: a path that was meant from the working folder is an absolute one.
   * Secrets of the environment stay there.
   */
  public Map<String, String> forAFile() {
    var all = new LinkedHashMap<>(flags);
    new ShellSettings(environment).values().forEach(all::putIfAbsent);
    for (Setting<?> setting : SettingTable.all()) {
      boolean path = setting.kind() instanceof PathKind || setting.kind() instanceof FileNameKind;
      String text = all.getOrDefault(setting.path(), "");
      if (path && !text.isEmpty()) {
        new PathKind()
            .parse(text)
            .map(file -> places.resolve(file, Origin.flag(setting.path(), places.working())))
            .ifPresent(file -> all.put(setting.path(), file.toString()));
      }
    }
    return all;
  }

  /** The variables that say nothing {@link #forAFile} holds: secrets, and what is no setting. */
  public Map<String, String> variablesBesideAFile() {
    return new ShellSettings(environment).others();
  }

  /** This machine's own environment with what the command line adds. */
  public static SettingSources here(String configFlag, Map<String, String> flags) {
    return new SettingSources(Places.here(System.getenv()), System.getenv(), configFlag, flags);
  }
}
