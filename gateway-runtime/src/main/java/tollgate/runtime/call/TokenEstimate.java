package tollgate.runtime.call;

import tollgate.api.call.RequestFacts;

/**
 * How many tokens a call is likely to use as long as nothing was learned of its like. Prompts of
 * coding tools, their tools' definitions included, have 4.2 to 4.9 bytes a token as they are sent;
 * the guide on caps tells what that was measured with. {@link Estimates} replaces the figure by
 * what replies said.
 */
final class TokenEstimate {

  private static final long BYTES_PER_TWO_TOKENS = 9;

  /** Output held beside the input before the first usage is known, and the most of a minimum. */
  static final long OUTPUT_TRANCHE = 256;

  private TokenEstimate() {}

  /** The prompt's tokens. */
  static long input(RequestFacts facts) {
    return tokensOf(facts.promptBytes());
  }

  /** What so many bytes of a prompt are likely to have. */
  static long tokensOf(long promptBytes) {
    return Math.ceilDiv(2 * promptBytes, BYTES_PER_TWO_TOKENS);
  }

  /** The output held at a call's start. */
  static long firstOutput(RequestFacts facts) {
    return facts.maxOutputTokens() > 0
        ? Math.min(facts.maxOutputTokens(), OUTPUT_TRANCHE)
        : OUTPUT_TRANCHE;
  }
}
