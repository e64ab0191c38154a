package tollgate.runtime.call;

import tollgate.api.call.RequestFacts;
import tollgate.api.usage.Money;
import tollgate.api.usage.Provenance;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;
import tollgate.runtime.budget.Amount;
import tollgate.runtime.ledger.Pricing;

/**
 * What one call is likely to use, before anyone has told.
 *
 * @param prompt the prompt's tokens, divided into those from and to a cache and the others
 * @param dear whether the prompt is taken at the dearest rate it may cost instead: nothing is known
 *     of the session's cache, or a cap wants it so
 * @param longest the most tokens of output that one answer to calls like it had lately; 0 where
 *     none is known
 */
record Likely(TokenCounts prompt, boolean dear, long longest) {

  /** Nothing is known but the request. */
  static Likely of(RequestFacts facts) {
    return new Likely(TokenCounts.of(TokenEstimate.input(facts), 0), true, 0);
  }

  /** The same at the dearest rate. */
  Likely atTheDearest() {
    return new Likely(prompt, true, longest);
  }

  /** How many tokens the prompt has. */
  long tokens() {
    return prompt.context();
  }

  /** What the prompt and so much output hold. */
  Amount amount(Pricing.Guess price, long output) {
    Usage likely = with(prompt, output);
    var cost = price.hold(likely);
    if (dear) {
      long all = tokens();
      var plain = price.hold(with(TokenCounts.of(all, 0), output));
      var written = price.hold(with(new TokenCounts(0, 0, 0, all, 0, 0, 0, 0), output));
      cost = max(cost, max(plain, written));
    }
    return Amount.call(cost, tokens() + output);
  }

  /** What a call used whose reply was cut before it told: its prompt and the output seen. */
  Usage cut(Usage seen) {
    return seen.withTokens(prompt.withOutput(seen.tokens().output()))
        .withProvenance(Provenance.ESTIMATED);
  }

  private static Usage with(TokenCounts tokens, long output) {
    return new Usage(tokens.withOutput(output), Provenance.ESTIMATED, "", "", 0);
  }

  private static Money max(Money one, Money other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
