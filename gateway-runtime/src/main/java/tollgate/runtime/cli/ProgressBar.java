package tollgate.runtime.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;

/**
 * How far a long work has come, on one line that is written over and taken away at the end. Silent
 * where nobody watches: a program that reads the errors looks for errors.
 */
final class ProgressBar implements AutoCloseable {
  private static final int CELLS = 30;
  private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

  private final PrintWriter out;
  private final String what;
  private final boolean watched;
  private long shownAt = System.nanoTime() - PAUSE_NANOS;
  private int shown;

  ProgressBar(PrintWriter out, String what, boolean watched) {
    this.out = out;
    this.what = what;
    this.watched = watched;
  }

  /** On the person's terminal, where there is one. */
  static ProgressBar on(PrintWriter out, String what) {
    return new ProgressBar(out, what, isTerminal());
  }

  static boolean isTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  /** So much of all is done; of an unknown whole, all is 0. */
  void at(long done, long all) {
    long now = System.nanoTime();
    if (watched && now - shownAt >= PAUSE_NANOS) {
      shownAt = now;
      show(line(what, done, all));
    }
  }

  static String line(String what, long done, long all) {
    if (all <= 0) {
      return what + " " + Figures.grouped(done);
    }
    long within = Math.clamp(done, 0, all);
    int cells = (int) (within * CELLS / all);
    return "%s [%s%s] %d%%"
        .formatted(what, "#".repeat(cells), ".".repeat(CELLS - cells), within * 100 / all);
  }

  private void show(String line) {
    out.print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
    out.flush();
    shown = line.length();
  }

  /** Takes the line away. */
  @Override
  public void close() {
    if (shown > 0) {
      out.print("\r" + " ".repeat(shown) + "\r");
      out.flush();
      shown = 0;
    }
  }
}
