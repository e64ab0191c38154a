package tollgate.runtime.call;

import java.util.function.LongFunction;
import tollgate.api.call.RequestFacts;
import tollgate.runtime.budget.Amount;
import tollgate.runtime.call.Caps.Applying;

/**
 * How many tokens of output a call holds at its start.
 *
 * @param answers how many answers share it
 * @param least what it needs at least
 * @param wish what it would have
 */
record OutputLimit(int answers, long least, long wish) {

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
      return new OutputLimit(facts.answers(), least, least);
    }
    long asked = asked(routed);
    boolean whole =
        routed.call().arrival().head().headers().first(FIELD).equalsIgnoreCase("refuse");
    return new OutputLimit(
        facts.answers(), whole ? asked : Math.min(Math.max(least, facts.answers()), asked), asked);
  }

  /** Whether what the answer uses is seen as it comes. */
  static boolean isWatched(RequestFacts facts) {
    return facts.streaming() && !facts.hiddenOutput();
  }

  /** How much of so much output each answer may have. */
  long each(long tokens) {
    return Math.max(1, tokens / answers);
  }

  /** The most all answers may have by what the request and the policies say. */
  private static long asked(RoutedCall routed) {
    long asked = facts(routed).maxOutputTokens();
    long clamp = routed.judged().orders().clamp();
    long stated = asked > 0 ? asked : UNSTATED;
    long each = clamp > 0 ? Math.min(clamp, stated) : stated;
    return Math.min(each, Long.MAX_VALUE / facts(routed).answers()) * facts(routed).answers();
  }

  private static RequestFacts facts(RoutedCall routed) {
    return routed.call().facts();
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
