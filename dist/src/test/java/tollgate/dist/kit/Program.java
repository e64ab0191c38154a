package tollgate.dist.kit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A program with an environment of its own: nothing of the tests' gets in. */
public record Program(List<String> words, Path folder, Map<String, String> environment) {
  private static final int PATIENCE_SECONDS = 60;

  /** That command line, started in that folder. */
  public static Program in(Path folder, String... words) {
    return new Program(List.of(words), folder, Map.of());
  }

  /** The same with one more environment variable. */
  public Program with(String name, String value) {
    var more = new TreeMap<>(environment);
    more.put(name, value);
    return new Program(words, folder, more);
  }

  /** Runs it to its end. */
  public GatewayProcess.Ended run() throws IOException, InterruptedException {
    var builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    var output = new Output(process.getInputStream());
    var errors = new Output(process.getErrorStream());
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(words + " did not end:\n" + output.text() + errors.text());
    }
    output.awaitEnd();
    errors.awaitEnd();
    return new GatewayProcess.Ended(process.exitValue(), output.text(), errors.text());
  }
}
