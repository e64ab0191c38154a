package tollgate.runtime.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A terminal's other screen, drawn over line by line. However the program ends, be it by Ctrl-C,
 * the terminal is as it was: a hook sees to it where nobody closes this.
 */
final class Screen implements AutoCloseable {
  private static final String ENTER = "\u001b[?1049h\u001b[?25l";
  private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
  private static final String HOME = "\u001b[H";
  private static final String END_OF_LINE = "\u001b[K\r\n";
  private static final String END_OF_SCREEN = "\u001b[J";

  private final PrintWriter out;
  private final String before;
  private final AtomicBoolean left = new AtomicBoolean();
  private final Thread hook;

  private Screen(PrintWriter out, String before) {
    this.out = out;
    this.before = before;
    this.hook = Thread.ofPlatform().unstarted(this::leave);
  }

  /** Goes there; keys come one by one and are not shown from now on. */
  static Screen enter(PrintWriter out) {
    var screen = new Screen(out, Terminal.stty("-g"));
    Runtime.getRuntime().addShutdownHook(screen.hook);
    Terminal.stty("-icanon", "-echo", "min", "1");
    out.print(ENTER);
    out.flush();
    return screen;
  }

  /** Draws a frame over the one before, without a flicker in between. */
  void show(List<String> lines) {
    if (!left.get()) {
      out.print(HOME + String.join(END_OF_LINE, lines) + "\u001b[K" + END_OF_SCREEN);
      out.flush();
    }
  }

  private void leave() {
    if (left.compareAndSet(false, true)) {
      out.print(LEAVE);
      out.flush();
      if (!before.isEmpty()) {
        Terminal.stty(before);
      }
    }
  }

  @Override
  public void close() {
    leave();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) { // the hook runs already, and finds nothing to do
      return;
    }
  }
}
