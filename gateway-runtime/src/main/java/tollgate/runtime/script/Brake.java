package tollgate.runtime.script;

import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.management.ExecutionListener;
import org.jspecify.annotations.Nullable;

/**
 * Is asked whenever a script calls one of its functions. It keeps scripts away from where the stack
 * ends: the engine ends a script by throwing something into it, which needs room, so one that calls
 * itself both in a {@code try} and in its {@code finally} would never end there. And it lets a
 * script that was cut off call nothing more, so that whatever it does on its way out is soon done.
 */
final class Brake {

  /** What {@link Worker#STACK} has room for, whatever stands in the functions. */
  private static final int DEEPEST = 200;

  /** How often a run may call functions of the host, which cost more than a script's own. */
  private static final int MOST_ANSWERS = 1_000;

  private static final ThreadLocal<Worker> HERE = new ThreadLocal<>();

  /** Ends a call at its beginning. It has no place of its own: many are thrown. */
  private static final class CutOff extends Error {
    private static final long serialVersionUID = 1;

    CutOff() {
      super("it was cut off", null, false, false);
    }
  }

  private Brake() {}

  /** This thread is that worker's from now on. */
  static void hold(Worker worker) {
    HERE.set(worker);
  }

  /** Has an engine ask. */
  static void fit(Engine engine) {
    ExecutionListener.newBuilder()
        .roots(true)
        .sourceFilter(Brake::isScript)
        .onEnter(entered -> enter())
        .onReturn(left -> leave())
        .attach(engine);
  }

  private static boolean isScript(Source source) {
    return !source.isInternal();
  }

  private static void enter() {
    Run run = run();
    if (run == null) {
      return;
    }
    if (run.isCut()) {
      throw new CutOff();
    }
    if (run.deeper() > DEEPEST) {
      throw new IllegalArgumentException(
          "its functions call one another more than " + DEEPEST + " deep");
    }
  }

  private static void leave() {
    Run run = run();
    if (run != null) {
      run.higher();
    }
  }

  /** The script calls a function of the host. */
  static void answers() {
    Run run = run();
    if (run != null && run.answered() > MOST_ANSWERS) {
      throw new IllegalArgumentException(
          "it calls the gateway's functions more than " + MOST_ANSWERS + " times");
    }
  }

  private static @Nullable Run run() {
    Worker worker = HERE.get();
    return worker == null ? null : worker.run();
  }
}
