package tollgate.runtime.event;

import static tollgate.runtime.event.Level.DEBUG;
import static tollgate.runtime.event.Level.ERROR;
import static tollgate.runtime.event.Level.WARN;

/** The log itself, and what libraries say. */
public enum LogEvent implements Event {
  LOGGER_DROPPED_LINES(
      "logger.dropped_lines",
      WARN,
      "Lines were dropped because the log's reader is too slow.",
      "count"),
  LOGGER_FILE_FAILED(
      "logger.file_failed",
      WARN,
      "The log's file takes no lines; they go to standard output until it does again.",
      "reason"),
  LIBRARY_MESSAGE("library.message", DEBUG, "A library says something.", "logger message"),
  LIBRARY_WARNING("library.warning", WARN, "A library warns.", "logger message"),
  LIBRARY_ERROR("library.error", ERROR, "A library reports an error.", "logger message");

  @SuppressWarnings("ImmutableEnumChecker") // a record of values
  private final Entry entry;

  LogEvent(String code, Level level, String meaning, String fields) {
    this.entry = new Entry(code, level, meaning, fields);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
