package tollgate.runtime.event;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.UnsynchronizedAppenderBase;

/** Turns a library's message into an event. */
final class LibraryAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

  @Override
  protected void append(ILoggingEvent said) {
    Event event = event(said.getLevel());
    String message = said.getFormattedMessage();
    if (said.getThrowableProxy() instanceof ThrowableProxy proxy) {
      Events.log(
          event, "logger", said.getLoggerName(), "message", message, "err", proxy.getThrowable());
    } else {
      Events.log(event, "logger", said.getLoggerName(), "message", message);
    }
  }

  private static Event event(ch.qos.logback.classic.Level level) {
    if (level.isGreaterOrEqual(ch.qos.logback.classic.Level.ERROR)) {
      return LogEvent.LIBRARY_ERROR;
    }
    return level.isGreaterOrEqual(ch.qos.logback.classic.Level.WARN)
        ? LogEvent.LIBRARY_WARNING
        : LogEvent.LIBRARY_MESSAGE;
  }
}
