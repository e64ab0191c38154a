package tollgate.runtime.replay;

import java.util.Map;

/**
 * A call that was let through, or may have been.
 *
 * @param at when it arrived, in milliseconds
 * @param until when it ended
 * @param tags the labels the policy gave it
 * @param cost in nano-dollars, from 0 where it may have been refused
 * @param tokens the same of tokens
 * @param sure whether it was let through for certain
 */
record Posted(
    long at,
    long until,
    Axes axes,
    Map<String, String> tags,
    Range cost,
    Range tokens,
    boolean sure) {

  /** The same at another cost. */
  Posted costing(Range other) {
    return new Posted(at, until, axes, tags, other, tokens, sure);
  }

  /** It in calls. */
  Range calls() {
    return sure ? Range.of(1) : new Range(0, 1);
  }
}
