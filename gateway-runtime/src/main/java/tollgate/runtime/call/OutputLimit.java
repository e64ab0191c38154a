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
 * @param enough what it waits for while running calls hold it
 * @param wish what it would have
 */
record OutputLimit(int answers, long least, long enough, long wish) {

  /** By this field a client says that it would rather be refused than get a shorter answer. */
  static final String FIELD = "x-tollgate-clamp";

  /**
   * What an answer that cannot be watched is taken to be at most where the request does not say and
   * none like it was longer: to hold what a model might write at its longest would keep others out.
   */
  private static final long UNSTATED = 8_192;

  /** What such an answer waits for as long as none like it is known: in less, few are of use. */
  private static final long USEFUL = 2_048;

  private static final long LEAST_USEFUL = 1_024;

  static OutputLimit of(RoutedCall routed, Applying applying, Likely likely) {
    RequestFacts facts = routed.call().facts();
    long least = TokenEstimate.firstOutput(facts);
    boolean bounded = applying.measured() && !isWatched(facts);
    if (!bounded || !routed.call().body().editable()) {
      return exactly(facts.answers(), least);
    }
    long asked = asked(routed, likely.longest());
    if (routed.call().arrival().head().headers().first(FIELD).equalsIgnoreCase("refuse")) {
      return exactly(facts.answers(), asked);
    }
    long needed = Math.min(Math.max(least, facts.answers()), asked);
    long enough = Math.max(needed, Math.min(useful(likely.longest()) * facts.answers(), asked));
    return new OutputLimit(facts.answers(), needed, enough, asked);
  }

  /** So much and no more. */
  private static OutputLimit exactly(int answers, long tokens) {
    return new OutputLimit(answers, tokens, tokens, tokens);
  }

  /** As long as those like it were, within bounds. */
  private static long useful(long longest) {
    return longest == 0 ? USEFUL : Math.clamp(longest, LEAST_USEFUL, UNSTATED);
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
  private static long asked(RoutedCall routed, long longest) {
    long asked = facts(routed).maxOutputTokens();
    long clamp = routed.judged().orders().clamp();
    long stated = asked > 0 ? asked : Math.max(UNSTATED, longest);
    long each = clamp > 0 ? Math.min(clamp, stated) : stated;
    return Math.min(each, Long.MAX_VALUE / facts(routed).answers()) * facts(routed).answers();
  }

  private static RequestFacts facts(RoutedCall routed) {
    return routed.call().facts();
  }

  /** Whether it is so much and no more. */
  boolean isExact() {
    return least == wish;
  }

  /** The most tokens whose hold is within what is held; at least {@link #least}. */
  long within(Amount held, LongFunction<Amount> hold) {
    if (held.covers(hold.apply(wish))) {
      return wish; // nearly always; what is below has to be priced again and again
    }
    long low = least;
    long high = wish - 1;
    while (low < high) {
      long middle = low + (high - low + 1) / 2;
      if (held.covers(hold.apply(middle))) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
