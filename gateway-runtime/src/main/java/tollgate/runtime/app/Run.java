package tollgate.runtime.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import tollgate.runtime.config.EffectiveSetting;
import tollgate.runtime.config.LoadedSettings;
import tollgate.runtime.config.PrivateFiles;
import tollgate.runtime.config.ProviderEntry;
import tollgate.runtime.event.Event;
import tollgate.runtime.event.Events;
import tollgate.runtime.event.GatewayEvent;
import tollgate.runtime.event.Level;
import tollgate.runtime.event.LogFormat;
import tollgate.runtime.event.LogSettings;
import tollgate.runtime.problem.GatewayProblem;
import tollgate.runtime.problem.ProblemException;
import tollgate.runtime.problem.ProblemReport;

/** A gateway as a program of its own: with its log, and an end that comes by signal. */
public final class Run {

  private static final int MOST_PROBLEMS = 1_000;

  private Run() {}

  /** Starts the log that the settings ask for, and tells what about them deserves a second look. */
  public static AutoCloseable log(LoadedSettings loaded) {
    var log = loaded.settings().log();
    var output = Events.start(Shapes.log(log));
    Events.log(
        GatewayEvent.CONFIG_LOADED,
        "files",
        join(loaded.files(), Path::toString),
        "settings",
        loaded.effective().stream().filter(EffectiveSetting::isGiven).count(),
        "providers",
        join(loaded.settings().providers(), ProviderEntry::id));
    for (var warning : loaded.warnings()) {
      Events.log(
          GatewayEvent.CONFIG_WARNING,
          "path",
          warning.path(),
          "where",
          warning.where(),
          "message",
          warning.message());
    }
    return output;
  }

  private static <T> String join(List<T> parts, Function<T, String> word) {
    return parts.stream().map(word).collect(Collectors.joining(","));
  }

  /** Tells what keeps the gateway from starting, in the log as the settings ask for it. */
  public static Gateway start(LoadedSettings loaded, AutoCloseable log) throws Exception {
    mendModes(loaded);
    try {
      return Gateway.start(loaded);
    } catch (ProblemException refused) {
      tell(GatewayEvent.STARTUP_ERROR, refused);
      log.close();
      throw refused;
    } catch (RuntimeException unexpected) {
      tell(GatewayEvent.STARTUP_ERROR, GatewayProblem.GATEWAY_FAILED.exception(unexpected));
      log.close();
      throw unexpected;
    }
  }

  /**
   * Files that others can read may have been copied, unpacked or edited: no reason not to start.
   */
  static void mendModes(LoadedSettings loaded) {
    for (PrivateFiles.Loose loose : PrivateFiles.loose(loaded)) {
      try {
        loose.mend();
        Events.log(GatewayEvent.CONFIG_MODE_MENDED, "path", loose.path(), "was", loose.mode());
      } catch (IOException notOurs) {
        Events.log(
            GatewayEvent.CONFIG_MODE_LOOSE,
            "path",
            loose.path(),
            "was",
            loose.mode(),
            "fix",
            loose.remedy(),
            "err",
            notOurs);
      }
    }
  }

  /** Tells the log's reader that the settings cannot be used; there is no log else, then. */
  public static void refuse(ProblemException refused) {
    try (var _ = Events.start(new LogSettings(Level.ERROR, LogFormat.JSON, MOST_PROBLEMS))) {
      tell(GatewayEvent.CONFIG_ERROR, refused);
    }
  }

  private static void tell(Event event, ProblemException refused) {
    for (ProblemReport report : refused.reports()) {
      Events.log(
          event,
          "code",
          report.problem().code(),
          "what",
          report.what(),
          "where",
          report.where(),
          "fix",
          report.fix());
    }
  }

  /**
   * Waits for the signal to end the process, then closes the gateway and after it the other parts
   * in the order given before the process is allowed to go. It then ends with the status that the
   * signal stands for. A gateway that does not come to its end in time is left as it is: what it
   * had not settled is resolved at the next start.
   */
  public static void untilSignalled(Gateway gateway, AutoCloseable... parts)
      throws InterruptedException {
    var ended = new CountDownLatch(1);
    HangUp.does(() -> gateway.reload("HUP"));
    Runnable closing =
        () -> {
          Events.log(GatewayEvent.SHUTDOWN_SIGNAL, "signal", "TERM");
          end(gateway);
          for (AutoCloseable part : parts) {
            close(part);
          }
          ended.countDown();
        };
    try {
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(closing));
    } catch (IllegalStateException ending) { // the signal came first
      closing.run();
    }
    ended.await();
  }

  private static void end(Gateway gateway) {
    long from = System.nanoTime();
    if (!Closing.within(gateway.longestClose(), () -> close(gateway))) {
      Events.log(
          GatewayEvent.SHUTDOWN_HARD_KILL,
          "pending_requests",
          gateway.pending(),
          "total_ms",
          Duration.ofNanos(System.nanoTime() - from).toMillis());
    }
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception stuck) { // the others are to be closed all the same
      Events.log(
          GatewayEvent.SHUTDOWN_ERROR, "part", part.getClass().getSimpleName(), "err", stuck);
    }
  }
}
