package tollgate.runtime.service;

import java.nio.file.Path;
import java.util.List;

/**
 * What is to be a service, and on which machine.
 *
 * @param installation the unpacked distribution
 * @param arguments what stands behind {@code tollgate}; no secret
 * @param java the Java it runs on; the launcher is told of it where it is not the installation's
 *     own
 * @param home the user's home folder
 * @param settings where this user's programs keep settings
 * @param user the user's number, as the system counts them
 */
public record Site(
    Path installation, List<String> arguments, Path java, Path home, Path settings, long user) {

  /** Arguments never change. */
  public Site {
    arguments = List.copyOf(arguments);
  }

  Path program() {
    return installation.resolve("bin/tollgate");
  }

  boolean bringsJava() {
    return java.startsWith(installation);
  }
}
