package tollgate.runtime.task;

/** What a loop does once per turn. */
@FunctionalInterface
public interface Work {

  /**
   * Does it once. Runs on the loop's own virtual thread and may block; is interrupted when the loop
   * is to end.
   *
   * @throws Exception when it failed; the loop tries again after a growing pause
   */
  void run() throws Exception;
}
