package tollgate.api.face;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tollgate.api.stability.Experimental;
import tollgate.api.usage.Money;
import tollgate.api.usage.TokenCounts;

/**
 * Reading questions to the ledger. Every method blocks for a database read and may be asked from
 * any virtual thread.
 *
 * @since 1.0
 */
@Experimental
public interface LedgerView {

  /**
   * Which calls a question is about.
   *
   * @param from first instant, inclusive
   * @param to last instant, exclusive
   * @param only the value each named axis must have; axes that are not named may have any
   */
  record Slice(Instant from, Instant to, Map<Axis, String> only) {

    /** Questions never change. */
    public Slice {
      only = Map.copyOf(only);
    }
  }

  /**
   * A sum over calls.
   *
   * @param group the values of the axes that were asked for, in that order
   * @param calls how many
   * @param tokens their tokens
   * @param cost their known cost
   * @param unpriced how many of them have no known cost
   */
  record Total(List<String> group, long calls, TokenCounts tokens, Money cost, long unpriced) {}

  /** A {@link Total} within one step of time that begins at {@code at}. */
  record Point(Instant at, Total total) {}

  /** One call as an ordered set of neutral columns; absent values are not in the map. */
  record Row(String id, Map<String, String> columns) {}

  /** Sums, one per combination of values of the axes, dearest first. */
  List<Total> totals(Slice slice, List<Axis> by);

  /** Sums per step of time, oldest first; steps without calls are left out. */
  List<Point> series(Slice slice, Duration step, List<Axis> by);

  /**
   * Calls, newest first.
   *
   * @param before the id of the last row of the page before, empty for the first page
   * @param limit 1 to 1,000
   */
  List<Row> rows(Slice slice, String before, int limit);
}
