package tollgate.runtime.replay;

/**
 * What would have become of one session. An agent seldom goes on after a refusal: what the session
 * did afterwards would likely not have happened either.
 */
final class SessionTally {

  private final Axes axes;
  private final Counts counts = new Counts();
  private String stoppedBy = "";
  private String stoppedAt = "";
  private boolean maybe;
  private long after;
  private long afterCost;

  SessionTally(Axes axes) {
    this.axes = axes;
  }

  void add(PastRow row, Effect effect) {
    counts.add(row, effect);
    boolean refused = row.wasRefused();
    if (isStopped() && effect.blocked() != Sure.YES && !refused) {
      after++;
      afterCost += row.paid().counted().least();
    }
    if (!refused && effect.blocked() == Sure.YES && !isStopped()) {
      stoppedBy = row.call();
      stoppedAt = row.arrival().toString();
    }
    maybe |= !refused && effect.blocked() == Sure.MAYBE;
  }

  Axes axes() {
    return axes;
  }

  Counts counts() {
    return counts;
  }

  /** Whether a call of it that was served would have been refused. */
  boolean isStopped() {
    return !stoppedBy.isEmpty();
  }

  /** Whether one may have been. */
  boolean mayBeStopped() {
    return isStopped() || maybe;
  }

  /** The first such call; empty for none. */
  String stoppedBy() {
    return stoppedBy;
  }

  String stoppedAt() {
    return stoppedAt;
  }

  /** How many calls it made afterwards that would not have been refused themselves. */
  long after() {
    return after;
  }

  /** What they cost, in nano-dollars, of those whose cost is known. */
  long afterCost() {
    return afterCost;
  }
}
