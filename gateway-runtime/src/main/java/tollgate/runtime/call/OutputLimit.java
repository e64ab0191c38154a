package tollgate.runtime.call;

import java.util.function.LongFunction;
import tollgate.api.call.RequestFacts;
import tollgate.runtime.budget.Amount;
import tollgate.runtime.call.Caps.Applying;

/**
 * How many tokens of output a call holds at its start.
 *
 * @param least what it needs at least
 * @param wish what it would have
 */
record OutputLimit(long least, long wish) {

  /** By this field a client says that it would rather be refused than get a shorter answer. */
  static final String FIELD = "x-tollgate-clamp";

  /**
   * What an answer in one piece is taken to be at most where the request does not say: longer ones
   * are rare, and to hold what a model might write at its longest would keep others out.
   */
  private static final long UNSTATED = 8_192;

  static OutputLimit of(RoutedCall routed, Applying applying) {
    RequestFacts facts = routed.call().facts();
    long least = TokenEstimate.firstOutput(facts);
    boolean bounded = applying.measured() && !isWatched(facts);
    if (!bounded || !routed.call().body().editable()) {
      return new OutputLimit(least, least);
    }
    long asked = asked(routed);
    boolean whole =
        routed.call().arrival().head().headers().first(FIELD).equalsIgnoreCase("refuse");
    return new OutputLimit(whole ? asked : Math.min(least, asked), asked);
  }

  /** Whether what the answer uses is seen as it comes. */
  static boolean isWatched(RequestFacts facts) {
    return facts.streaming() && !facts.hiddenOutput();
  }

  /** The most the answer may have by what the request and the policies say. */
  private static long asked(RoutedCall routed) {
    long asked = routed.call().facts().maxOutputTokens();
    long clamp = routed.judged().orders().clamp();
    long stated = asked > 0 ? asked : UNSTATED;
    return clamp > 0 ? Math.min(clamp, stated) : stated;
  }

  /** The most tokens whose hold is within what is held; at least {@link #least}. */
  long within(Amount held, LongFunction<Amount> hold) {
    long low = least;
    long high = wish;
    while (low < high) {
      long middle = low + (high - low + 1) / 2;
      if (held.minus(hold.apply(middle)).isPositive()) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
