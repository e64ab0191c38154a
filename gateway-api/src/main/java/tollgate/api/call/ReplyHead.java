package tollgate.api.call;

import java.util.Locale;

/**
 * The head of an upstream's reply.
 *
 * @param status HTTP status, 100 to 599
 * @param headers the upstream's fields as received
 * @since 1.0
 */
public record ReplyHead(int status, Headers headers) {

  /** The media type in lower case without parameters, empty when the upstream names none. */
  public String mediaType() {
    String type = headers.first("content-type");
    int semicolon = type.indexOf(';');
    return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
  }
}
