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
   * The settings from the command line as a file can hold them, wherever it lies: a path that was
   * meant from the working folder is an absolute one.
   */
  public Map<String, String> flagsForAFile() {
    var all = new LinkedHashMap<>(flags);
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

  /** This machine's own environment with what the command line adds. */
  public static SettingSources here(String configFlag, Map<String, String> flags) {
    return new SettingSources(Places.here(System.getenv()), System.getenv(), configFlag, flags);
  }
}
