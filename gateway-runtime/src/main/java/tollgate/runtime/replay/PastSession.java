package tollgate.runtime.replay;

import tollgate.api.usage.Money;
import tollgate.runtime.policy.Surroundings.SessionFacts;
import tollgate.runtime.session.Story;

/** A session as far as a replay has come. */
final class PastSession {

  private final Before.Sums before;
  private final Story story = Story.begin();
  private long maybeCalls;
  private long maybeSteps;

  /**
   * A session.
   *
   * @param before what it did before the first row that is read
   */
  PastSession(Before.Sums before) {
    this.before = before;
  }

  /** A call of it has ended that was let through, or may have been. */
  void add(PastRow row, boolean sure) {
    String result = row.request().results().newest();
    story.add(row.identity().agent(), result, row.wentWell());
    if (!sure) {
      maybeCalls++;
      maybeSteps += result.isEmpty() ? 0 : 1;
    }
  }

  /** Whether no call of it is in doubt. */
  boolean countsAreKnown() {
    return maybeCalls == 0;
  }

  /** What repeated itself before the first row is not known. */
  boolean repetitionIsKnown() {
    return maybeCalls == 0 && before.calls() == 0;
  }

  /** What it did, at the lower or the upper end. */
  SessionFacts facts(Money cost, boolean upper) {
    long more = upper ? 0 : maybeCalls;
    long repetition = story.repetition();
    if (!repetitionIsKnown()) {
      repetition = upper ? repetition + before.calls() : Math.max(0, repetition - maybeCalls);
    }
    return new SessionFacts(
        before.calls() + story.calls() - more,
        before.steps() + story.steps() - (upper ? 0 : maybeSteps),
        cost.toUsd(),
        (int) Math.min(repetition, Integer.MAX_VALUE));
  }
}
