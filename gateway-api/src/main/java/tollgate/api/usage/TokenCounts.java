package tollgate.api.usage;

/**
 * Tokens of one call by the classes that prices distinguish. The classes do not overlap, except
 * that {@code reasoning} is a part of {@code output}.
 *
 * <p>Vendors mean different things by "input": Anthropic's excludes cached tokens, OpenAI's and
 * Gemini's include them. A {@link tollgate.api.dialect.ReplyReader} brings them into this one form.
 *
 * @param input tokens read at the full input rate: every cached token excluded, audio excluded
 * @param output tokens written, reasoning included, audio excluded
 * @param cacheRead input tokens served from a prompt cache
 * @param cacheWrite5m input tokens written to a cache that lives five minutes (or whose life the
 *     vendor does not tell)
 * @param cacheWrite1h input tokens written to a cache that lives an hour
 * @param reasoning the part of {@code output} that was hidden reasoning
 * @param audioIn audio input tokens
 * @param audioOut audio output tokens
 * @since 1.0
 */
public record TokenCounts(
    long input,
    long output,
    long cacheRead,
    long cacheWrite5m,
    long cacheWrite1h,
    long reasoning,
    long audioIn,
    long audioOut) {

  /** No tokens. */
  public static final TokenCounts ZERO = new TokenCounts(0, 0, 0, 0, 0, 0, 0, 0);

  /** Counts cannot be negative: a negative one is a vendor's mistake and is refused here. */
  public TokenCounts {
    if ((input | output | cacheRead | cacheWrite5m | cacheWrite1h | reasoning | audioIn | audioOut)
        < 0) {
      throw new IllegalArgumentException("token counts must not be negative");
    }
  }

  /** Counts of a call without cache, reasoning or audio. */
  public static TokenCounts of(long input, long output) {
    return new TokenCounts(input, output, 0, 0, 0, 0, 0, 0);
  }

  /** Everything the model read: what context tiers are judged by. */
  public long context() {
    return input + cacheRead + cacheWrite5m + cacheWrite1h + audioIn;
  }

  /** Both cache write classes together. */
  public long cacheWrite() {
    return cacheWrite5m + cacheWrite1h;
  }

  /** Everything read and written; reasoning is inside output and not added again. */
  public long total() {
    return context() + output + audioOut;
  }

  /** Class by class the larger count: the right way to join cumulative counters of one stream. */
  public TokenCounts max(TokenCounts other) {
    return new TokenCounts(
        Math.max(input, other.input),
        Math.max(output, other.output),
        Math.max(cacheRead, other.cacheRead),
        Math.max(cacheWrite5m, other.cacheWrite5m),
        Math.max(cacheWrite1h, other.cacheWrite1h),
        Math.max(reasoning, other.reasoning),
        Math.max(audioIn, other.audioIn),
        Math.max(audioOut, other.audioOut));
  }
}
