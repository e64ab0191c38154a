package tollgate.api.usage;

/**
 * Tokens of one call by the classes that prices distinguish. The classes do not overlap, except for
 * those that are a part of another and have a price of their own with some vendors: {@code
 * reasoning} and {@code imageOut} of {@code output}, {@code imageIn} of {@code input}, {@code
 * cacheReadAudio} of {@code cacheRead}.
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
 * @param cacheReadAudio the part of {@code cacheRead} that was audio
 * @param imageIn the part of {@code input} that was pictures
 * @param imageOut the part of {@code output} that was pictures
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
    long audioOut,
    long cacheReadAudio,
    long imageIn,
    long imageOut) {

  /** No tokens. */
  public static final TokenCounts ZERO = new TokenCounts(0, 0, 0, 0, 0, 0, 0, 0);

  /** Counts cannot be negative: a negative one is a vendor's mistake and is refused here. */
  public TokenCounts {
    long whole = input | output | cacheRead | cacheWrite5m | cacheWrite1h | audioIn | audioOut;
    if ((whole | reasoning | cacheReadAudio | imageIn | imageOut) < 0) {
      throw new IllegalArgumentException("token counts must not be negative");
    }
  }

  /** Counts of a call without pictures and without audio from a cache. */
  public TokenCounts(
      long input,
      long output,
      long cacheRead,
      long cacheWrite5m,
      long cacheWrite1h,
      long reasoning,
      long audioIn,
      long audioOut) {
    this(
        input,
        output,
        cacheRead,
        cacheWrite5m,
        cacheWrite1h,
        reasoning,
        audioIn,
        audioOut,
        0,
        0,
        0);
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

  /** The same counts with other output, everything else as it is. */
  public TokenCounts withOutput(long other) {
    return new TokenCounts(
        input,
        other,
        cacheRead,
        cacheWrite5m,
        cacheWrite1h,
        reasoning,
        audioIn,
        audioOut,
        cacheReadAudio,
        imageIn,
        imageOut);
  }

  /** The same counts with these parts of the input and the output told as pictures. */
  public TokenCounts withImages(long in, long out) {
    return new TokenCounts(
        input,
        output,
        cacheRead,
        cacheWrite5m,
        cacheWrite1h,
        reasoning,
        audioIn,
        audioOut,
        cacheReadAudio,
        in,
        out);
  }

  /** The same counts with this part of the cache reads told as audio. */
  public TokenCounts withCacheReadAudio(long audio) {
    return new TokenCounts(
        input,
        output,
        cacheRead,
        cacheWrite5m,
        cacheWrite1h,
        reasoning,
        audioIn,
        audioOut,
        audio,
        imageIn,
        imageOut);
  }

  /** Everything read and written; what is a part of another class is not added again. */
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
        Math.max(audioOut, other.audioOut),
        Math.max(cacheReadAudio, other.cacheReadAudio),
        Math.max(imageIn, other.imageIn),
        Math.max(imageOut, other.imageOut));
  }
}
