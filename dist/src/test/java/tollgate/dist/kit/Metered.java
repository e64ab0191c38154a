package tollgate.dist.kit;

/**
 * What the row of a recorded reply must say: tokens by class as vendors define them, and the cost
 * at the prices of {@link GatewaySettings}, computed by hand.
 */
public record Metered(
    long input,
    long output,
    long cacheRead,
    long cacheWrite5m,
    long cacheWrite1h,
    long reasoning,
    long costNanos) {

  /** What that recording used. */
  public static Metered of(Recording recording) {
    return switch (recording) {
      // 2310 prompt tokens with 1920 cached: 390 × 1.25 + 1920 × 0.125 + 187 × 10 millionths
      case CHAT_STREAM, CHAT_BODY -> new Metered(390, 187, 1920, 0, 0, 64, 2_597_500);
      case CHAT_STREAM_WITHOUT_USAGE -> throw new IllegalArgumentException("it has none");
      // 12 × 3 + 14336 × 0.30 + 1536 × 3.75 + 512 × 6 + 241 × 15
      case MESSAGES_STREAM, MESSAGES_BODY -> new Metered(12, 241, 14_336, 1536, 512, 0, 16_783_800);
      // 25 × 3 + 58 × 15
      case MESSAGES_STREAM_CRLF -> new Metered(25, 58, 0, 0, 0, 0, 945_000);
      // 8120 input tokens with 7680 cached: 440 × 1.25 + 7680 × 0.125 + 310 × 10
      case RESPONSES_STREAM, RESPONSES_BODY -> new Metered(440, 310, 7680, 0, 0, 128, 4_610_000);
      // 940 prompt tokens with 512 cached, 86 of text and 72 of thought:
      // 428 × 1.25 + 512 × 0.31 + 158 × 10
      case GEMINI_STREAM, GEMINI_ARRAY, GEMINI_BODY ->
          new Metered(428, 158, 512, 0, 0, 72, 2_273_720);
    };
  }

  /** What a row says. */
  public static Metered of(LedgerFile.Row row) {
    return new Metered(
        row.number("input_tokens"),
        row.number("output_tokens"),
        row.number("cache_read_tokens"),
        row.number("cache_write_5m_tokens"),
        row.number("cache_write_1h_tokens"),
        row.number("reasoning_tokens"),
        row.number("cost_nanos"));
  }
}
