package tollgate.api.dialect;

/**
 * One kind of request a dialect answers for.
 *
 * @param method upper case, {@link #SOCKET} for a wish to speak WebSocket
 * @param path exact path, or a pattern in which {@code {name}} stands for a run of characters
 *     without a slash: {@code /v1beta/models/{model}:generateContent}. Exact paths beat patterns.
 * @since 1.0
 */
public record Endpoint(String method, String path) {

  /** Stands for the method of a request that asks for a WebSocket. */
  public static final String SOCKET = "WEBSOCKET";

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

  /** A path at which the dialect is spoken over WebSocket; see {@link Dialect#socket}. */
  public static Endpoint socket(String path) {
    return new Endpoint(SOCKET, path);
  }

  /** A GET endpoint. */
  public static Endpoint get(String path) {
    return new Endpoint("GET", path);
  }
}
