package tollgate.runtime.call;

import tollgate.api.call.RequestFacts;
import tollgate.api.usage.Provenance;
import tollgate.api.usage.TokenCounts;
import tollgate.api.usage.Usage;

/**
 * How many tokens a call is likely to use, before anyone has told. Coding prompts measure about
 * four bytes a token; the figure is replaced by what the reply says.
 */
final class TokenEstimate {

  private static final long BYTES_PER_TOKEN = 4;

  /** Output held beside the input before the first usage is known. */
  private static final long OUTPUT_TRANCHE = 256;

  private TokenEstimate() {}

  /** The prompt's tokens. */
  static long input(RequestFacts facts) {
    return (facts.promptBytes() + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
  }

  /** What a call is held for at its start: its prompt and a first piece of output. */
  static Usage opening(RequestFacts facts) {
    long output =
        facts.maxOutputTokens() > 0
            ? Math.min(facts.maxOutputTokens(), OUTPUT_TRANCHE)
            : OUTPUT_TRANCHE;
    return new Usage(TokenCounts.of(input(facts), output), Provenance.ESTIMATED, "", "", 0);
  }

  /** What a running call is held for: what it used and the next piece of output. */
  static Usage onward(Usage used) {
    var tokens = used.tokens();
    return used.withTokens(tokens.withOutput(tokens.output() + OUTPUT_TRANCHE))
        .withProvenance(Provenance.ESTIMATED);
  }

  /**
   * What a call used whose reply was cut before it told: its prompt and the output that was seen.
   */
  static Usage cut(RequestFacts facts, Usage seen) {
    return seen.withTokens(TokenCounts.of(input(facts), seen.tokens().output()))
        .withProvenance(Provenance.ESTIMATED);
  }
}
