package tollgate.runtime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tollgate.runtime.problem.SettingProblem;

/**
 * Reads an {@code .env} file: {@code NAME=value} lines, {@code #} comments, an optional {@code
 * export}, values bare or in single or double quotes. Nothing is expanded.
 */
final class EnvFile {

  private static final Pattern LINE =
      Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*?)\\s*");
  private static final Pattern BARE = Pattern.compile("([^'\"].*?)?(\\s+#.*)?");
  private static final Pattern QUOTED = Pattern.compile("(['\"])(.*)\\1(\\s+#.*)?");

  private EnvFile() {}

  /** The variables by name; of one that stands twice, the last. */
  static Map<String, Given> read(Path file, Findings findings) {
    var variables = new LinkedHashMap<String, Given>();
    try {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        read(lines.get(i), Origin.line(file, i + 1), variables, findings);
      }
    } catch (IOException e) {
      findings.problem(
          SettingProblem.CONFIG_UNREADABLE,
          new Origin(file.toString(), Origin.folderOf(file)),
          e + ".");
    }
    return variables;
  }

  private static void read(
      String line, Origin origin, Map<String, Given> variables, Findings findings) {
    if (line.isBlank() || line.stripLeading().startsWith("#")) {
      return;
    }
    var match = LINE.matcher(line);
    if (match.matches()) {
      var quoted = QUOTED.matcher(match.group(2));
      if (quoted.matches()) {
        variables.put(match.group(1), Given.text(quoted.group(2), origin));
        return;
      }
      var bare = BARE.matcher(match.group(2));
      if (bare.matches()) {
        String value = bare.group(1) == null ? "" : bare.group(1);
        variables.put(match.group(1), Given.text(value, origin));
        return;
      }
    }
    findings.problem(SettingProblem.CONFIG_SYNTAX, origin, "it is no NAME=value.");
  }
}
