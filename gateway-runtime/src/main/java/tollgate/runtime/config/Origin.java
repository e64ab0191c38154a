package tollgate.runtime.config;

import java.nio.file.Path;

/**
 * Where a value comes from.
 *
 * @param where as it is told to the operator: {@code default}, {@code conf/tollgate.toml line 14},
 *     {@code environment TOLLGATE_LISTENER_PORT} or {@code flag --port}
 * @param base the folder relative paths are relative to
 */
public record Origin(String where, Path base) {

  /** Where a value comes from that nobody set. */
  static final String DEFAULT = "default";

  /** Nobody set it. */
  static Origin standard(Path base) {
    return new Origin(DEFAULT, base);
  }

  static Origin line(Path file, int line) {
    return new Origin(file + " line " + line, folderOf(file));
  }

  static Origin environment(String variable, Path working) {
    return new Origin("environment " + variable, working);
  }

  static Origin flag(String flag, Path working) {
    return new Origin("flag " + flag, working);
  }

  static Path folderOf(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? file.toAbsolutePath() : folder;
  }
}
