package tollgate.api.net;

import java.io.IOException;
import tollgate.api.call.Headers;

/**
 * Sends small HTTP requests in the name of one account; the credential is added on the way out and
 * is never seen by the caller. Blocks; call it from the thread you were called on.
 *
 * @since 1.0
 */
@FunctionalInterface
public interface HttpCaller {

  /**
   * A request.
   *
   * @param method upper case
   * @param url absolute address
   * @param headers fields without credentials
   * @param body the body, empty for none
   */
  record Ask(String method, String url, Headers headers, String body) {

    /** A GET without further fields. */
    public static Ask get(String url) {
      return new Ask("GET", url, Headers.none(), "");
    }
  }

  /**
   * An answer, at most one megabyte.
   *
   * @param status HTTP status
   * @param headers the fields
   * @param body the body as UTF-8
   */
  record Answer(int status, Headers headers, String body) {}

  /**
   * Asks and waits at most fifteen seconds.
   *
   * @throws IOException when no answer came
   */
  Answer call(Ask ask) throws IOException;
}
