package tollgate.runtime.cli;

import java.io.PrintWriter;
import java.time.Duration;
import tollgate.runtime.event.Progress;

/**
 * How far a long work has come, on one line that is written over and taken away at the end. Silent
 * where nobody watches: a program that reads the errors looks for errors.
 */
final class ProgressBar implements Progress.Listener, AutoCloseable {
  private static final int MOST_CELLS = 30;
  private static final int FEWEST_CELLS = 5;

  /** What stands around the cells: the brackets, blanks and the percentage. */
  private static final int AROUND = " [] 100%".length() + 1;

  private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

  private final PrintWriter out;
  private final String what;
  private final int width;
  private long shownAt = System.nanoTime() - PAUSE_NANOS;
  private int shown;

  /**
   * A bar that nobody has seen yet.
   *
   * @param width how many characters a line has; 0 where nobody watches
   */
  ProgressBar(PrintWriter out, String what, int width) {
    this.out = out;
    this.what = what;
    this.width = width;
  }

  boolean isWatched() {
    return width > 0;
  }

  @Override
  public void at(long done, long all) {
    long now = System.nanoTime();
    if (isWatched() && now - shownAt >= PAUSE_NANOS) {
      shownAt = now;
      show(line(what, done, all, width));
    }
  }

  /** It never fills the last column: some terminals begin a new line then. */
  static String line(String what, long done, long all, int width) {
    if (all <= 0) {
      return what + " " + Figures.grouped(done);
    }
    double share = (double) Math.clamp(done, 0, all) / all;
    int most = Math.clamp(width - what.length() - AROUND, FEWEST_CELLS, MOST_CELLS);
    int cells = (int) (share * most);
    return "%s [%s%s] %d%%"
        .formatted(what, "#".repeat(cells), ".".repeat(most - cells), (int) (share * 100));
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
