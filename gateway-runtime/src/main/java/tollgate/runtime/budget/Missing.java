package tollgate.runtime.budget;

import java.util.Map;

/**
 * A counter that does not know yet what was spent before it was made.
 *
 * @param key which counter
 * @param period the time it counts
 * @param since what was spent since, by the number of its part of the time, and is therefore
 *     contained in what the ledger will answer
 */
public record Missing(CounterKey key, Period period, Map<Long, Amount> since) {

  /** Never changes. */
  public Missing {
    since = Map.copyOf(since);
  }
}
