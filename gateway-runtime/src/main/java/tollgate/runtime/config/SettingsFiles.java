package tollgate.runtime.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which files settings are read from.
 *
 * @param main the settings file; empty where there is none
 * @param variables the {@code .env} beside it; empty where there is none
 * @param shippedProviders the providers that come with the installation; empty where there are none
 */
record SettingsFiles(
    Optional<Path> main, Optional<Path> variables, Optional<Path> shippedProviders) {

  /** Names the settings file from the environment. */
  static final String CONFIG_VARIABLE = "TOLLGATE_CONFIG";

  static final String MAIN = "tollgate.toml";
  static final String VARIABLES = ".env";
  private static final String PROVIDERS = "providers.toml";

  /**
   * A file named on the command line or in the environment is read even if it is missing, so that
   * this is told; else the user's own is taken, else the installation's.
   */
  static SettingsFiles find(SettingSources sources) {
    Places places = sources.places();
    Path shipped = places.installation().resolve("conf");
    Optional<Path> main =
        Stream.of(sources.configFlag(), sources.environment().getOrDefault(CONFIG_VARIABLE, ""))
            .filter(name -> !name.isEmpty())
            .map(name -> absolute(Path.of(name), places))
            .findFirst()
            .or(() -> first(places.settings().resolve(MAIN), shipped.resolve(MAIN)));
    return new SettingsFiles(
        main,
        main.map(file -> Origin.folderOf(file).resolve(VARIABLES)).filter(Files::isRegularFile),
        first(shipped.resolve(PROVIDERS)));
  }

  /** The files that are there to be read. */
  List<Path> all() {
    return Stream.of(shippedProviders, main, variables).flatMap(Optional::stream).toList();
  }

  private static Optional<Path> first(Path... candidates) {
    return Stream.of(candidates).filter(Files::isRegularFile).findFirst();
  }

  private static Path absolute(Path file, Places places) {
    return places.working().resolve(file).normalize();
  }
}
