package tollgate.api.dialect;

/**
 * One kind of request a dialect answers for.
 *
 * @param method upper case
 * @param path exact path, or a pattern in which {@code {name}} stands for a run of characters
 *     without a slash: {@code /v1beta/models/{model}:generateContent}. Exact paths beat patterns.
 * @since 1.0
 */
public record Endpoint(String method, String path) {

  /** Refuses a path that does not start with a slash. */
  public Endpoint {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("a path starts with '/': \"" + path + "\"");
    }
  }

  /** A POST endpoint. */
  public static Endpoint post(String path) {
    return new Endpoint("POST", path);
  }

  /** A GET endpoint. */
  public static Endpoint get(String path) {
    return new Endpoint("GET", path);
  }
}
