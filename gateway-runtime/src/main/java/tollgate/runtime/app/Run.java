package tollgate.runtime.app;

import java.util.concurrent.CountDownLatch;
import tollgate.runtime.config.LoadedSettings;
import tollgate.runtime.event.Event;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.LogSettings;

/** A gateway as a program of its own: with its log, and an end that comes by signal. */
public final class Run {

  private Run() {}

  /** Starts the log that the settings ask for, and tells what about them deserves a second look. */
  public static AutoCloseable log(LoadedSettings loaded) {
    var log = loaded.settings().log();
    var output = Events.start(new LogSettings(log.level(), log.format(), log.queueLines()));
    for (var warning : loaded.warnings()) {
      Events.log(
          Event.CONFIG_WARNING,
          "path",
          warning.path(),
          "where",
          warning.where(),
          "message",
          warning.message());
    }
    return output;
  }

  /**
   * Waits for the signal to end the process, then closes the parts in the order given before the
   * process is allowed to go. It then ends with the status that the signal stands for.
   */
  public static void untilSignalled(AutoCloseable... parts) throws InterruptedException {
    var ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("shutdown")
                .unstarted(() -> {
                  Events.log(Event.SHUTDOWN_SIGNAL, "signal", "TERM");
                  for (AutoCloseable part : parts) {
                    close(part);
                  }
                  ended.countDown();
                }));
    ended.await();
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception stuck) { // the others are to be closed all the same
      Events.log(Event.SHUTDOWN_ERROR, "part", part.getClass().getSimpleName(), "err", stuck);
    }
  }
}
