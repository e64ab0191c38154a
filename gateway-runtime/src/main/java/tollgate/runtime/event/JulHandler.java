package tollgate.runtime.event;

import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Turns what the JDK itself logs into events. */
final class JulHandler extends Handler {

  private final SimpleFormatter formatter = new SimpleFormatter();

  static void attach() {
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    root.setLevel(java.util.logging.Level.WARNING);
    root.addHandler(new JulHandler());
  }

  @Override
  public void publish(LogRecord said) {
    Event event =
        said.getLevel().intValue() >= java.util.logging.Level.SEVERE.intValue()
            ? LogEvent.LIBRARY_ERROR
            : LogEvent.LIBRARY_WARNING;
    String logger = said.getLoggerName() == null ? "" : said.getLoggerName();
    String message = formatter.formatMessage(said);
    if (said.getThrown() == null) {
      Events.log(event, "logger", logger, "message", message);
    } else {
      Events.log(event, "logger", logger, "message", message, "err", said.getThrown());
    }
  }

  @Override
  public void flush() {
    // Lines are flushed by the log's own thread.
  }

  @Override
  public void close() {
    // There is nothing to close.
  }
}
