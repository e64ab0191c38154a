package tollgate.provider.gemini;

import tollgate.api.call.Headers;

/** How a credential is sent: API keys in a field of their own, access tokens as bearers. */
enum Auth {
  X_GOOG_API_KEY("x-goog-api-key", ""),
  BEARER("authorization", "Bearer ");

  private final String field;
  private final String prefix;

  Auth(String field, String prefix) {
    this.field = field;
    this.prefix = prefix;
  }

  /** The way a setting names. */
  static Auth of(String word) {
    return switch (word) {
      case "x-goog-api-key" -> X_GOOG_API_KEY;
      case "bearer" -> BEARER;
      default ->
          throw new IllegalArgumentException(
              "auth is \"" + word + "\"; it must be one of x-goog-api-key, bearer");
    };
  }

  /** Fields with no credential but this one. */
  Headers dress(Headers headers, String credential) {
    Headers bare = headers.without("x-goog-api-key").without("authorization").without("x-api-key");
    return credential.isEmpty() ? bare : bare.with(field, prefix + credential);
  }
}
