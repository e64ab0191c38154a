package tollgate.runtime.config;

import java.util.Locale;
import java.util.function.Function;

/**
 * One setting as the table defines it.
 *
 * @param path where it stands in the settings file, for example {@code upstream.connect-timeout}
 * @param kind what values it takes
 * @param standard its value where nobody sets it
 * @param meaning what it does, one or two sentences
 * @param interplay how it works together with others; empty where it does not
 * @param flag its flag on the command line; empty where it has none
 */
public record Setting<T>(
    String path,
    ValueKind<T> kind,
    Standard<T> standard,
    String meaning,
    String interplay,
    String flag) {

  /**
   * The value of a setting that nobody sets.
   *
   * @param words as it stands on the reference page
   * @param value what it is on this machine
   */
  public record Standard<T>(String words, Function<Places, T> value) {}

  /** Its environment variable, for example {@code TOLLGATE_UPSTREAM_CONNECT_TIMEOUT}. */
  public String variable() {
    return variable(path);
  }

  /** The environment variable of any path. */
  static String variable(String path) {
    return "TOLLGATE_" + path.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  /** Its section in the settings file; empty at the top. */
  public String section() {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }

  /** Its name within the section. */
  public String name() {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
