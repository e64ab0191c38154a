package tollgate.runtime.task;

import java.time.Duration;

/**
 * How a loop is doing.
 *
 * @param name its name, unique among the loops
 * @param interval its pause between turns
 * @param alive whether it still turns
 * @param turns how many turns it has made
 * @param failures how many of the last turns failed in a row
 * @param lastTurn what came of the last one
 */
public record LoopState(
    String name, Duration interval, boolean alive, long turns, int failures, LastTurn lastTurn) {}
