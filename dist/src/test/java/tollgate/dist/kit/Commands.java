package tollgate.dist.kit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Command lines of the finished tree that are done in one JVM for all tests of a process: each in
 * one of its own takes half a second of the build. For tests of what commands do, to a gateway or
 * to its files; what the launcher makes of them, and what a process of its own is needed for, is
 * tested with {@link GatewayProcess#run}.
 */
public final class Commands {
  private static Optional<CommandWorker> worker = Optional.empty();

  private Commands() {}

  /** Does one command to its end; one at a time. */
  public static synchronized GatewayProcess.Ended run(String... arguments) throws IOException {
    if (worker.isEmpty()) {
      Path home = Path.of("target", "commands", "" + ProcessHandle.current().pid());
      Path own = home.toAbsolutePath();
      var environment =
          Map.of(
              "HOME", own.toString(),
              "PATH", System.getenv("PATH"),
              "XDG_CACHE_HOME", TestTree.cache().toString());
      CommandWorker started = CommandWorker.start(own.resolve("bin"), own, environment);
      Runtime.getRuntime().addShutdownHook(new Thread(started::close));
      worker = Optional.of(started);
    }
    return worker.get().ask(arguments);
  }
}
