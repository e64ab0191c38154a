package tollgate.dist.kit;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A command of the built tree at a pseudo-terminal, which another program of the machine makes: the
 * script of util-linux, else python3. What is typed is seen on the screen unless the command hides
 * it.
 */
public final class Terminal implements AutoCloseable {
  private static final List<Path> FOLDERS =
      Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
          .filter(folder -> !folder.isEmpty())
          .map(Path::of)
          .toList();

  /** Who builds in the background ignores Ctrl-C, and so would all that is started from there. */
  private static final String LISTENING = "exec env --default-signal=INT ";

  private static final String PYTHON =
      "import os,pty,signal,sys; signal.signal(signal.SIGINT, signal.SIG_DFL);"
          + " sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))";

  private final Process process;
  private final StringBuilder screen = new StringBuilder();
  private final Thread reader;

  private Terminal(Process process) {
    this.process = process;
    this.reader = Thread.ofVirtual().name("screen").start(this::read);
  }

  /** Whether this machine has a program that makes pseudo-terminals. */
  public static boolean isThere() {
    return around(List.of("true")).isPresent();
  }

  /** Starts a command. */
  public static Terminal start(Map<String, String> environment, String... arguments)
      throws IOException {
    var command = new ArrayList<>(List.of(TestTree.built().script().toString()));
    command.addAll(List.of(arguments));
    var builder = GatewayProcess.builder(around(command).orElseThrow(), environment);
    return new Terminal(builder.redirectErrorStream(true).start());
  }

  private static Optional<List<String>> around(List<String> command) {
    Optional<String> script = find("script");
    if (script.isPresent() && System.getProperty("os.name").equals("Linux")) {
      String line =
          command.stream()
              .map(word -> "'" + word.replace("'", "'\\''") + "'")
              .collect(Collectors.joining(" "));
      return Optional.of(List.of(script.get(), "-q", "-e", "-c", LISTENING + line, "/dev/null"));
    }
    return find("python3")
        .map(python -> Stream.concat(Stream.of(python, "-c", PYTHON), command.stream()).toList());
  }

  private static Optional<String> find(String program) {
    return FOLDERS.stream()
        .map(folder -> folder.resolve(program))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  private void read() {
    try (Reader in = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
      char[] some = new char[1_000];
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        synchronized (screen) {
          screen.append(some, 0, n);
        }
      }
    } catch (IOException gone) {
      // A terminal whose program has ended; the status says how.
      return;
    }
  }

  /** Everything that was seen so far. */
  public String text() {
    synchronized (screen) {
      return screen.toString();
    }
  }

  /** Waits until something is seen, then types a line. */
  public Terminal answer(String seen, String line) throws Exception {
    await(seen);
    type(line + "\n");
    return this;
  }

  /** Waits until something is seen. */
  public void await(String seen) throws Exception {
    Eventually.holds(
        seen,
        () -> {
          if (!text().contains(seen) && !process.isAlive()) {
            throw new AssertionError("It ended before \"" + seen + "\":\n" + text());
          }
          return text().contains(seen);
        });
  }

  /** Types Ctrl-C. */
  public void interrupt() throws IOException {
    type("\u0003");
  }

  private void type(String keys) throws IOException {
    OutputStream out = process.getOutputStream();
    out.write(keys.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Waits for its end; gives its status. */
  public int awaitEnd() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      List<ProcessHandle.Info> left = process.descendants().map(ProcessHandle::info).toList();
      close();
      throw new AssertionError("It did not end, and these were left " + left + ":\n" + text());
    }
    reader.join();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }
}
