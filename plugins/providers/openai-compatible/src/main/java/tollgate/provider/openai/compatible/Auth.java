package tollgate.provider.openai.compatible;

import java.util.Arrays;
import java.util.stream.Collectors;
import tollgate.api.call.Headers;

/** How a credential is sent. */
enum Auth {
  BEARER("bearer", "authorization", "Bearer "),
  X_API_KEY("x-api-key", "x-api-key", ""),
  X_GOOG_API_KEY("x-goog-api-key", "x-goog-api-key", ""),
  API_KEY("api-key", "api-key", ""),
  NONE("none", "", "");

  private final String word;
  private final String field;
  private final String prefix;

  Auth(String word, String field, String prefix) {
    this.word = word;
    this.field = field;
    this.prefix = prefix;
  }

  /** The way a setting names. */
  static Auth of(String word) {
    return Arrays.stream(values())
        .filter(auth -> auth.word.equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException("auth is \"" + word + "\"; it must be one of " + words()));
  }

  /** Fields with no credential but this one. */
  Headers dress(Headers headers, String credential) {
    Headers bare = headers;
    for (Auth auth : values()) {
      bare = bare.without(auth.field);
    }
    return this == NONE || credential.isEmpty() ? bare : bare.with(field, prefix + credential);
  }

  private static String words() {
    return Arrays.stream(values()).map(auth -> auth.word).collect(Collectors.joining(", "));
  }
}
