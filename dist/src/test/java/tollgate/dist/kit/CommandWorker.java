package tollgate.dist.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Gives a shell a {@code tollgate} that answers at once: a script that hands a command line over to
 * a {@link CommandServer}. Commands that are a process by their nature are run as one.
 */
public final class CommandWorker implements AutoCloseable {
  private final Process process;
  private final Path script;

  private CommandWorker(Process process, Path script) {
    this.process = process;
    this.script = script;
  }

  /**
   * Starts the server and writes the script {@code tollgate} into a folder for programs.
   *
   * @param home what the commands take for the person's home
   * @param environment what they see of the environment
   */
  public static CommandWorker start(Path programs, Path home, Map<String, String> environment)
      throws IOException {
    var builder = new ProcessBuilder(command(home));
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    String port = process.inputReader(StandardCharsets.UTF_8).readLine();
    if (port == null) {
      throw new IOException("the server of commands did not start");
    }
    Path script = Files.createDirectories(programs).resolve("tollgate");
    Files.writeString(script, script(port));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new CommandWorker(process, script);
  }

  /** Runs one command to its end. */
  public GatewayProcess.Ended run(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    Process client =
        new ProcessBuilder(command)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = client.waitFor();
    return status == 0
        ? new GatewayProcess.Ended(0, said, "")
        : new GatewayProcess.Ended(status, "", said);
  }

  private static String script(String port) {
    return """
    #!/bin/bash
    case "${1-}" in
      run | demo | archive | init | service | top) exec '%s' "$@" ;;
    esac
    exec 3<>/dev/tcp/127.0.0.1/%s
    {
      printf %%s "$PWD" | base64 -w0
      for argument in "$@"; do
        echo
        printf %%s "$argument" | base64 -w0
      done
      printf '\\n\\n'
      base64 -w0
      echo
    } >&3
    read -r status <&3
    read -r out <&3
    read -r err <&3
    printf %%s "$out" | base64 -d
    printf %%s "$err" | base64 -d >&2
    exit "$status"
    """
        .formatted(TestTree.built().script(), port);
  }

  /** The tree's own modules with this class beside them. */
  private static List<String> command(Path home) {
    Path tree = TestTree.built().home();
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "--enable-native-access=org.xerial.sqlitejdbc,org.graalvm.truffle",
        "--sun-misc-unsafe-memory-access=allow",
        "-Duser.home=" + home,
        "-Dtollgate.home=" + tree,
        "--module-path",
        tree.resolve("lib").toString(),
        "--add-modules",
        "tollgate.runtime",
        "--add-opens",
        "tollgate.runtime/tollgate.runtime.cli=ALL-UNNAMED",
        "--class-path",
        Path.of("target", "test-classes").toAbsolutePath().toString(),
        CommandServer.class.getName());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
