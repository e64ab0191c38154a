package tollgate.runtime.config;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The settings file that is this user's own to write: the one named on the command line or in the
 * environment, else the one in the user's settings folder. The installation's is nobody's.
 *
 * @param file where it is, or would be
 * @param source who says so
 */
public record OwnSettings(Path file, String source) {

  /** The one of these sources. */
  public static OwnSettings of(SettingSources sources) {
    Places places = sources.places();
    if (!sources.configFlag().isEmpty()) {
      return named(sources.configFlag(), "flag --config", places);
    }
    String variable = SettingsFiles.CONFIG_VARIABLE;
    String named = sources.environment().getOrDefault(variable, "");
    return named.isEmpty()
        ? new OwnSettings(places.settings().resolve(SettingsFiles.MAIN), Origin.DEFAULT)
        : named(named, "environment " + variable, places);
  }

  private static OwnSettings named(String name, String source, Places places) {
    return new OwnSettings(places.working().resolve(name).normalize(), source);
  }

  /** The file for secrets beside it. */
  public Path variables() {
    return Origin.folderOf(file).resolve(SettingsFiles.VARIABLES);
  }

  /** Whether it is there. */
  public boolean exists() {
    return Files.isRegularFile(file);
  }
}
