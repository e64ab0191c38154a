package tollgate.runtime.budget;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the till says to a claim. */
public sealed interface Answer permits Lease, Answer.Exhausted, Answer.Contended, Answer.Unknown {

  /**
   * There is no room, and no running call stands in the way: it is spent.
   *
   * @param cap the cap that has none; of several the one that has some again last
   * @param values the values of its axes
   * @param spent what ended calls cost
   * @param needed what was asked for
   * @param resets when there will be room; empty for never
   */
  record Exhausted(Cap cap, List<String> values, long spent, long needed, Optional<Instant> resets)
      implements Answer {}

  /**
   * There would be room if calls that run now took no more than nothing.
   *
   * @param cap the first such cap
   * @param values the values of its axes
   * @param spent what ended calls cost
   * @param held what running ones hold
   */
  record Contended(Cap cap, List<String> values, long spent, long held) implements Answer {}

  /** Counters that a cap needs do not know yet what was spent before they were made. */
  record Unknown(List<CounterKey> counters) implements Answer {
    public Unknown {
      counters = List.copyOf(counters);
    }
  }
}
