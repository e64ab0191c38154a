package tollgate.runtime.event;

import java.util.Optional;

/**
 * What is logged and how.
 *
 * @param level events below it are not written
 * @param format how a line looks
 * @param queueLines how many lines may wait for a slow terminal before further ones are dropped
 * @param file where lines go instead of to standard output
 */
public record LogSettings(
    Level level, LogFormat format, int queueLines, Optional<LogFileSettings> file) {

  /** The same to standard output. */
  public LogSettings(Level level, LogFormat format, int queueLines) {
    this(level, format, queueLines, Optional.empty());
  }
}
