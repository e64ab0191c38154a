package tollgate.runtime.script;

import java.time.Duration;

/**
 * What one run of one script may take. Time is what the thread was given by the machine, so that a
 * busy machine cuts off nobody; waiting longer than ten times as long is too long all the same.
 *
 * @param run what a call of a script's function may take
 * @param load what reading a script and its first calls may take, with everything still cold
 * @param statements how many statements either may execute; the same on every machine
 * @param workers how many scripts run at once, at least two
 * @param queue how many calls may wait for a worker; a team whose agents all begin at once is no
 *     fault
 */
public record ScriptLimits(Budget run, Budget load, long statements, int workers, int queue) {

  /**
   * Time and memory.
   *
   * @param time how long a thread may run
   * @param bytes how much it may allocate, garbage included
   */
  public record Budget(Duration time, long bytes) {}

  /** What a policy that reads some facts never comes near. */
  public static final ScriptLimits ORDINARY =
      new ScriptLimits(
          new Budget(Duration.ofMillis(50), 32L << 20),
          new Budget(Duration.ofMillis(500), 128L << 20),
          1_000_000,
          Math.max(2, Runtime.getRuntime().availableProcessors()),
          1_024);
}
