package tollgate.runtime.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Where things lie on this machine.
 *
 * @param installation the unpacked distribution; the working folder where there is none
 * @param userHome the user's home folder
 * @param data the folder for what the gateway keeps: the platform's, or what data-dir says
 * @param settings where this platform keeps a program's settings
 * @param working the folder the program was started in
 */
public record Places(Path installation, Path userHome, Path data, Path settings, Path working) {

  /** The places of a platform. */
  enum Platform {
    LINUX,
    MAC,
    WINDOWS;

    static Platform named(String osName) {
      String name = osName.toLowerCase(Locale.ROOT);
      if (name.startsWith("windows")) {
        return WINDOWS;
      }
      return name.startsWith("mac") ? MAC : LINUX;
    }
  }

  /** The same with another data folder. */
  Places withData(Path folder) {
    return new Places(installation, userHome, folder, settings, working);
  }

  /**
   * A path as somebody wrote it: {@code ~} is the user's home, others lie where their origin says.
   */
  Path resolve(Path path, Origin origin) {
    Path home = Path.of("~");
    return (path.startsWith(home)
            ? userHome.resolve(home.relativize(path))
            : origin.base().resolve(path))
        .normalize();
  }

  /** The places of the machine this runs on. */
  public static Places here(Map<String, String> environment) {
    Path working = Path.of("").toAbsolutePath();
    String home = System.getProperty("tollgate.home", "");
    return of(
        Platform.named(System.getProperty("os.name", "")),
        Path.of(System.getProperty("user.home", "")).toAbsolutePath(),
        environment,
        home.isEmpty() ? working : Path.of(home).toAbsolutePath(),
        working);
  }

  static Places of(
      Platform platform,
      Path userHome,
      Map<String, String> environment,
      Path installation,
      Path working) {
    Path dataHome =
        switch (platform) {
          case LINUX -> userHome.resolve(".local/share/tollgate");
          case MAC -> userHome.resolve("Library/Application Support/Tollgate");
          case WINDOWS ->
              underVariable(environment, "LOCALAPPDATA", userHome.resolve("AppData/Local"));
        };
    Path settingsHome =
        switch (platform) {
          case LINUX -> userHome.resolve(".config/tollgate");
          case MAC -> userHome.resolve("Library/Application Support/Tollgate");
          case WINDOWS ->
              underVariable(environment, "APPDATA", userHome.resolve("AppData/Roaming"));
        };
    return new Places(
        installation,
        userHome,
        xdg(environment, "XDG_DATA_HOME", dataHome),
        xdg(environment, "XDG_CONFIG_HOME", settingsHome),
        working);
  }

  private static Path underVariable(
      Map<String, String> environment, String variable, Path otherwise) {
    String value = environment.getOrDefault(variable, "");
    return (value.isEmpty() ? otherwise : Path.of(value)).resolve("Tollgate");
  }

  /** A relative path in these variables is invalid and to be ignored (XDG Base Directory 0.8). */
  private static Path xdg(Map<String, String> environment, String variable, Path otherwise) {
    String value = environment.getOrDefault(variable, "");
    return value.startsWith("/") ? Path.of(value).resolve("tollgate") : otherwise;
  }
}
