package tollgate.runtime.cli;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The terminal this program was started from; its size and its ways are told by {@code stty}. */
final class Terminal {
  private static final File TTY = new File("/dev/tty");
  private static final int NARROWEST = 40;

  /** Standard output. */
  static final int OUTPUT = 1;

  /** Standard error. */
  static final int ERRORS = 2;

  private Terminal() {}

  /**
   * Its size in characters.
   *
   * @param rows how many lines
   * @param columns how many characters in each
   */
  record Size(int rows, int columns) {
    /** What people expect where nobody says. */
    static final Size USUAL = new Size(24, 80);
  }

  /** The width to write tables for: {@code COLUMNS}, else the terminal's, else a page's. */
  static int width() {
    return isThere() ? columns() : said().orElse(100);
  }

  /** How many characters a line of the terminal has, also where the output goes elsewhere. */
  static int columns() {
    return said().orElseGet(() -> Math.max(NARROWEST, size().orElse(Size.USUAL).columns()));
  }

  private static Optional<Integer> said() {
    return Optional.ofNullable(System.getenv("COLUMNS"))
        .filter(said -> said.matches("\\d{1,4}"))
        .map(said -> Math.max(NARROWEST, Integer.parseInt(said)));
  }

  /** Whether a person types and reads there. */
  static boolean isThere() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  /** Whether that stream of this program ends at a terminal. */
  static boolean isAt(int stream) {
    try {
      Process asked =
          new ProcessBuilder("test", "-t", String.valueOf(stream))
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      return asked.waitFor(2, TimeUnit.SECONDS) && asked.exitValue() == 0;
    } catch (IOException nobodyToAsk) { // as on Windows; Java knows of all streams together only
      return isThere();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** How large it is now; empty where it does not tell. */
  static Optional<Size> size() {
    String[] said = stty("size").split(" ", -1);
    return said.length == 2 && said[0].matches("[1-9]\\d{0,4}") && said[1].matches("[1-9]\\d{0,4}")
        ? Optional.of(new Size(Integer.parseInt(said[0]), Integer.parseInt(said[1])))
        : Optional.empty();
  }

  /** What {@code stty} answers about the terminal; empty where there is none. */
  static String stty(String... words) {
    var command = new String[words.length + 1];
    command[0] = "stty";
    System.arraycopy(words, 0, command, 1, words.length);
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(TTY)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return process.waitFor(2, TimeUnit.SECONDS) && process.exitValue() == 0 ? said.strip() : "";
    } catch (IOException none) {
      return "";
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
