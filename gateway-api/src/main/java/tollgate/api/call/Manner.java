package tollgate.api.call;

/**
 * How one tool wants a kind of refusal put, so that it stops or waits as it should.
 *
 * @param status the HTTP status this tool obeys
 * @param errorType the error's type word in the dialect's body; empty lets the dialect choose
 * @param headers fields to add, for example {@code x-should-retry: false}
 * @param forgetsUnclosed whether this tool takes no notice of a part of a streamed answer that was
 *     begun and never closed, such as half a tool call; a stream that is ended then may leave it so
 *     and end in the ordinary way, where others are told an error
 * @since 1.0
 */
public record Manner(int status, String errorType, Headers headers, boolean forgetsUnclosed) {

  /** A manner of a tool that might act on half a tool call. */
  public Manner(int status, String errorType, Headers headers) {
    this(status, errorType, headers, false);
  }

  /** The same of a tool that takes no notice of what was never closed. */
  public Manner forgettingUnclosed() {
    return new Manner(status, errorType, headers, true);
  }

  /** The kind's own status and, where a retry cannot help, the word that stops vendor SDKs. */
  public static Manner plain(RefusalKind kind) {
    return switch (kind) {
      case UNAUTHENTICATED, BUDGET, FORBIDDEN ->
          new Manner(kind.status(), "", Headers.of("x-should-retry", "false"));
      case BAD_REQUEST,
          NOT_FOUND,
          TOO_LARGE,
          UNSUPPORTED_MEDIA,
          UPGRADE_REFUSED,
          RATE_LIMITED,
          INTERNAL,
          UPSTREAM_INVALID,
          UPSTREAM_UNAVAILABLE,
          UPSTREAM_TIMEOUT ->
          new Manner(kind.status(), "", Headers.none());
    };
  }
}
