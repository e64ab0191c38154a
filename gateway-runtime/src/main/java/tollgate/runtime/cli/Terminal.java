package tollgate.runtime.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The terminal this program was started from, asked by {@code stty} where there is one. */
final class Terminal {
  private static final File TTY = new File("/dev/tty");
  private static final int NARROWEST = 40;

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
    String said = Optional.ofNullable(System.getenv("COLUMNS")).orElse("");
    if (said.matches("\\d{1,4}")) {
      return Math.max(NARROWEST, Integer.parseInt(said));
    }
    return ProgressBar.isTerminal()
        ? Math.max(NARROWEST, size().orElse(Size.USUAL).columns())
        : 100;
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
