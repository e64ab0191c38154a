package tollgate.api.call;

/**
 * How one tool wants a kind of refusal put, so that it stops or waits as it should.
 *
 * @param status the HTTP status this tool obeys
 * @param errorType the error's type word in the dialect's body; empty lets the dialect choose
 * @param headers fields to add, for example {@code x-should-retry: false}
 * @since 1.0
 */
public record Manner(int status, String errorType, Headers headers) {

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
