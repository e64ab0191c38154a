package tollgate.runtime.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tollgate.runtime.problem.SetupProblem;

/** The units of the distribution, with places such as {@code @HOME@} in them. */
final class Templates {

  private Templates() {}

  /** One of them with its places filled; a line of which nothing is left is left out. */
  static String fill(Path installation, String name, Map<String, String> values) {
    Path file = installation.resolve("service").resolve(name);
    try {
      var text = new StringBuilder();
      for (String line : Files.readAllLines(file)) {
        String filled = line;
        for (var value : values.entrySet()) {
          filled = filled.replace("@" + value.getKey() + "@", value.getValue());
        }
        if (line.isEmpty() || !filled.isEmpty()) {
          text.append(filled).append('\n');
        }
      }
      return text.toString();
    } catch (IOException missing) {
      throw SetupProblem.SERVICE_NO_TEMPLATE.exception(file, missing);
    }
  }

  /** Refuses what cannot stand in a line. */
  static String line(String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw SetupProblem.SERVICE_ODD_PATH.exception(text.replaceAll("\\p{Cntrl}", "?"));
    }
    return text;
  }
}
