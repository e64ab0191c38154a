package tollgate.runtime.event;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what libraries log come out as events. Logback finds this class as a service the first time
 * a library asks for a logger, so there is no XML and no line in a format of its own, however
 * early.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_TOP_PRIORITY)
public final class LibraryLog extends ContextAwareBase implements Configurator {

  /** Called by Logback. */
  public LibraryLog() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    var appender = new LibraryAppender();
    appender.setContext(context);
    appender.start();
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(ch.qos.logback.classic.Level.WARN);
    root.addAppender(appender);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** Lets libraries speak of ordinary things only where the gateway itself does. */
  static void attach(Level level) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context
          .getLogger(Logger.ROOT_LOGGER_NAME)
          .setLevel(
              level == Level.DEBUG
                  ? ch.qos.logback.classic.Level.INFO
                  : ch.qos.logback.classic.Level.WARN);
    }
    JulHandler.attach();
  }
}
