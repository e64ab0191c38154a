package tollgate.api.call;

/**
 * The head of a client's request, as detectors, dialects and transforms see it: the client's key is
 * already taken out of headers and query.
 *
 * @param method upper case, for example {@code POST}
 * @param path as sent, still percent-encoded, starting with {@code /}
 * @param query as sent without the question mark, empty when there is none
 * @param headers the client's fields without credentials
 * @since 1.0
 */
public record ClientHead(String method, String path, String query, Headers headers) {

  /** The value of a query parameter as sent, still encoded; empty when it is not there. */
  public String queryParameter(String name) {
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if ((equals < 0 ? pair : pair.substring(0, equals)).equals(name)) {
        return equals < 0 ? "" : pair.substring(equals + 1);
      }
    }
    return "";
  }
}
