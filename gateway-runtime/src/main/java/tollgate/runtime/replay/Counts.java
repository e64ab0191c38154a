package tollgate.runtime.replay;

/** What a policy would have done to some calls, counted. */
final class Counts {

  private long calls;
  private long blocked;
  private long maybeBlocked;
  private long limited;
  private long rerouted;
  private long clamped;
  private long warned;
  private long savedLeast;
  private long savedMost;
  private boolean unbounded;

  void add(PastRow row, Effect effect) {
    calls++;
    blocked += effect.blocked() == Sure.YES ? 1 : 0;
    maybeBlocked += effect.blocked() == Sure.MAYBE ? 1 : 0;
    if (effect.blocked() != Sure.YES) {
      limited += effect.limited() == Sure.YES ? 1 : 0;
      rerouted += effect.rerouted() ? 1 : 0;
      clamped += effect.clamped() ? 1 : 0;
      warned += effect.warned() ? 1 : 0;
    }
    if (!row.wasRefused()) {
      save(row, effect);
    }
  }

  private void save(PastRow row, Effect effect) {
    Range owed = row.paid().owed();
    Range counted = row.paid().counted();
    boolean other = effect.rerouted() || effect.clamped();
    long least = other ? counted.least() - effect.counted().most() : 0;
    long most = other ? counted.most() - effect.counted().least() : 0;
    switch (effect.blocked()) {
      case YES -> save(owed.least(), owed.most());
      case MAYBE -> save(Math.min(0, least), Math.max(owed.most(), most));
      case NO -> save(least, most);
    }
  }

  private void save(long least, long most) {
    savedLeast += least;
    if (most == Range.UNBOUNDED) {
      unbounded = true;
    } else {
      savedMost += most;
    }
  }

  long calls() {
    return calls;
  }

  long blocked() {
    return blocked;
  }

  /** Those that may have been among them. */
  long blockedMost() {
    return blocked + maybeBlocked;
  }

  long limited() {
    return limited;
  }

  long rerouted() {
    return rerouted;
  }

  long clamped() {
    return clamped;
  }

  long warned() {
    return warned;
  }

  /** What would have been saved for certain, in nano-dollars; negative for what would be dearer. */
  long savedLeast() {
    return savedLeast;
  }

  /** The same at most; {@link Range#UNBOUNDED} where nobody can say. */
  long savedMost() {
    return unbounded ? Range.UNBOUNDED : savedMost;
  }

  /** Whether anything would have been otherwise. */
  boolean isTouched() {
    return blockedMost() + limited + rerouted + clamped + warned > 0;
  }
}
