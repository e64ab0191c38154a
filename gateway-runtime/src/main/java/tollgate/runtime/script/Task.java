package tollgate.runtime.script;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import tollgate.runtime.script.ScriptFailure.Kind;
import tollgate.runtime.script.ScriptFailure.Place;

/** A job on its way through a line and a worker, and what came of it. */
final class Task<T> {

  private final String lane;
  private final ScriptHost.Job<T> job;
  private final CompletableFuture<T> result = new CompletableFuture<>();

  /**
   * A task.
   *
   * @param lane whom it waits behind
   */
  Task(String lane, ScriptHost.Job<T> job) {
    this.lane = lane;
    this.job = job;
  }

  String lane() {
    return lane;
  }

  void run(ScriptHost.Desk desk) {
    try {
      result.complete(job.run(desk));
    } catch (Throwable failed) { // the caller's, whatever it is
      result.completeExceptionally(failed);
    }
  }

  /** Nobody waits for the worker any more. */
  void giveUp(Kind kind, String why) {
    result.completeExceptionally(new ScriptFailure(kind, Place.in(""), why));
  }

  /** Waits for the result. An interruption is noted and waited out: a run is short. */
  T await() throws ScriptFailure {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return result.get();
        } catch (InterruptedException again) {
          interrupted = true;
        }
      }
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case ScriptFailure own -> throw own;
        case RuntimeException bug -> throw bug;
        case Error fatal -> throw fatal;
        case null, default -> throw new IllegalStateException(failed);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
