package tollgate.runtime.cli;

import java.io.PrintWriter;
import java.lang.ScopedValue.CallableOp;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;
import tollgate.runtime.event.Progress;

/**
 * Draws bars for the long work of commands, where standard error is a person's terminal.
 *
 * @param err standard error
 * @param terminals whether standard output (1) or standard error (2) is a terminal
 * @param width how many characters a line of it has
 */
record ProgressBars(PrintWriter err, IntPredicate terminals, IntSupplier width) {

  /** For the terminal this program was started from. */
  static ProgressBars of(PrintWriter err) {
    return new ProgressBars(err, Terminal::isAt, Terminal::columns);
  }

  /** A bar for work of that name. */
  ProgressBar open(String what) {
    return new ProgressBar(err, what, terminals.test(Terminal.ERRORS) ? width.getAsInt() : 0);
  }

  /** The same for work that writes to standard output meanwhile: not into the same lines. */
  ProgressBar besideOutput(String what) {
    return terminals.test(Terminal.OUTPUT) ? new ProgressBar(err, what, 0) : open(what);
  }

  /** Does something that tells how far it is. */
  <T, X extends Throwable> T during(String what, CallableOp<T, X> work) throws X {
    try (ProgressBar bar = open(what)) {
      return bar.isWatched() ? Progress.heard(bar, work) : work.call();
    }
  }
}
