package tollgate.dist.kit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Gives a shell a {@code tollgate} that answers at once: a script that hands a command line over to
 * a {@link CommandServer}. Commands that are a process by their nature are run as one.
 */
public final class CommandWorker implements AutoCloseable {
  private final Process process;
  private final Path script;
  private final int port;

  private CommandWorker(Process process, Path script, int port) {
    this.process = process;
    this.script = script;
    this.port = port;
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
    return new CommandWorker(process, script, Integer.parseInt(port));
  }

  /** Has one command done without a shell; it gets no standard input. */
  GatewayProcess.Ended ask(String... arguments) throws IOException {
    var lines = new ArrayList<>(List.of(base64(Path.of("").toAbsolutePath().toString())));
    for (String argument : arguments) {
      lines.add(base64(argument));
    }
    lines.addAll(List.of("", "", ""));
    try (var server = new Socket(InetAddress.getLoopbackAddress(), port)) {
      byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1);
      server.getOutputStream().write(bytes);
      String reply =
          new String(server.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      List<String> told = List.of(reply.split("\n", -1));
      return new GatewayProcess.Ended(
          Integer.parseInt(told.get(0)), text(told.get(1)), text(told.get(2)));
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
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
