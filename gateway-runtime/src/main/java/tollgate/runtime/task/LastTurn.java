package tollgate.runtime.task;

import java.time.Duration;
import java.time.Instant;

/** What came of a loop's last turn. */
public sealed interface LastTurn {

  /** There was none yet. */
  record Never() implements LastTurn {}

  /**
   * It went well.
   *
   * @param ended when
   * @param took how long
   */
  record Succeeded(Instant ended, Duration took) implements LastTurn {}

  /**
   * It failed.
   *
   * @param ended when
   * @param took how long
   * @param reason in one line
   */
  record Failed(Instant ended, Duration took, String reason) implements LastTurn {}
}
