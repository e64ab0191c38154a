package tollgate.dist.kit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody with an empty home on a machine whose services are only played: a {@code systemctl} that
 * starts what the unit says and ends it again, a {@code journalctl} that shows what it wrote. Both
 * note how they were called.
 */
public final class Newcomer implements AutoCloseable {
  private static final String SYSTEMCTL =
      """
      #!/bin/sh
      echo "systemctl $*" >> "$HOME/calls"
      unit="$XDG_CONFIG_HOME/systemd/user/tollgate.service"
      case " $* " in
        *" restart "* | *" start "*)
          command=$(sed -n 's/^ExecStart=//p' "$unit")
          environment=$(sed -n 's/^Environment=//p' "$unit")
          setsid env "$environment" sh -c "exec $command" > "$HOME/journal" 2>&1 < /dev/null &
          echo $! > "$HOME/pid" ;;
        *" stop "* | *" disable "*) kill "$(cat "$HOME/pid")" ;;
        *" status "*) echo "tollgate.service is played"; kill -0 "$(cat "$HOME/pid")" 2> /dev/null || exit 3 ;;
      esac
      """;

  private static final String JOURNALCTL =
      """
      #!/bin/sh
      echo "journalctl $*" >> "$HOME/calls"
      cat "$HOME/journal"
      """;

  private final Path home;

  private Newcomer(Path home) {
    this.home = home;
  }

  /** Somebody with these programs, which do nothing. */
  public static Newcomer in(Path folder, String... programs) throws IOException {
    Path home = Files.createDirectories(folder.resolve("home"));
    Path bin = Files.createDirectories(folder.resolve("bin"));
    program(bin.resolve("systemctl"), SYSTEMCTL);
    program(bin.resolve("journalctl"), JOURNALCTL);
    for (String name : programs) {
      program(bin.resolve(name), "#!/bin/sh\n");
    }
    return new Newcomer(home);
  }

  private static void program(Path file, String text) throws IOException {
    Files.writeString(file, text);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make it executable: " + file);
    }
  }

  /** The variables of a shell of theirs. */
  public Map<String, String> environment() {
    var variables = new LinkedHashMap<String, String>();
    variables.put("HOME", home.toString());
    variables.put("XDG_CONFIG_HOME", home.resolve(".config").toString());
    variables.put("XDG_DATA_HOME", home.resolve(".local/share").toString());
    variables.put("PATH", home.resolveSibling("bin") + ":/usr/bin:/bin");
    return variables;
  }

  /** Their home. */
  public Path home() {
    return home;
  }

  /** Where their settings lie. */
  public Path settings() {
    return home.resolve(".config/tollgate");
  }

  /** Where their data lies. */
  public Path data() {
    return home.resolve(".local/share/tollgate");
  }

  /** How services were asked for, one line for each time. */
  public List<String> calls() throws IOException {
    Path calls = home.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  /** A port that nobody uses, most likely not a moment later either. */
  public static int port() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** What the service wrote. */
  public String journal() throws IOException {
    Path journal = home.resolve("journal");
    return Files.exists(journal) ? Files.readString(journal) : "nothing";
  }

  /** The service's process. */
  public Optional<ProcessHandle> service() throws IOException {
    Path pid = home.resolve("pid");
    return Files.exists(pid)
        ? ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
        : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    service().ifPresent(process -> process.destroyForcibly());
  }
}
