package tollgate.runtime.replay;

import java.util.Map;

/**
 * What a policy would have done to one call.
 *
 * @param blocked whether it would have been refused
 * @param reason why; empty where it would not
 * @param limited whether it would have been told to wait
 * @param rerouted whether it would have gone elsewhere
 * @param clamped whether its answer would have been shorter
 * @param warned whether somebody would have been warned
 * @param counted what it would have cost if it was let through, as counters count it
 * @param posted the call as counters would have seen it if it was let through
 */
record Effect(
    Sure blocked,
    String reason,
    Sure limited,
    boolean rerouted,
    boolean clamped,
    boolean warned,
    Range counted,
    Posted posted) {

  /** Nothing is known of it but what it did cost. */
  static Effect unknowable(PastRow row) {
    Range cost = row.paid().counted();
    var posted = Consequences.posted(row, row.axes(), Map.of(), cost);
    return new Effect(Sure.MAYBE, "", Sure.MAYBE, false, false, false, cost, posted);
  }

  /** Whether it depends on something that is not known for certain, such as other rates. */
  boolean isUnsure() {
    return blocked == Sure.MAYBE || limited == Sure.MAYBE || rerouted || clamped;
  }

  /** The call would have been refused for certain. */
  Effect refused(String why) {
    return new Effect(Sure.YES, why, limited, rerouted, clamped, warned, counted, posted);
  }

  /** The same of a call that was refused: what it would have cost nobody knows. */
  Effect released() {
    return new Effect(
        blocked, reason, limited, rerouted, clamped, warned, Range.ANY, posted.costing(Range.ANY));
  }

  /** What is known when either this or the other would have happened. */
  Effect or(Effect other) {
    return new Effect(
        blocked.or(other.blocked),
        reason.isEmpty() ? other.reason : reason,
        limited.or(other.limited),
        rerouted || other.rerouted,
        clamped || other.clamped,
        warned || other.warned,
        counted.or(other.counted),
        posted);
  }

  /** It in a word or two, for telling two policies apart. */
  String text() {
    return switch (blocked) {
      case YES -> "blocked: " + reason;
      case MAYBE -> "may be blocked";
      case NO ->
          limited == Sure.YES ? "limited" : rerouted ? "rerouted" : clamped ? "clamped" : "passes";
    };
  }

  /** What goes into the counters; to be asked only where it is not refused for certain. */
  Posted letThrough() {
    boolean sure = blocked == Sure.NO;
    return new Posted(
        posted.at(),
        posted.until(),
        posted.axes(),
        posted.tags(),
        sure ? counted : counted.or(Range.ZERO),
        sure ? posted.tokens() : posted.tokens().or(Range.ZERO),
        sure);
  }
}
