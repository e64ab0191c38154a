package tollgate.runtime.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tollgate.api.call.ClientHead;
import tollgate.api.call.Headers;
import tollgate.runtime.wire.ClientExchange;

/**
 * What a client authenticates itself with, taken out of its request so that nothing behind this
 * class can leak it upstream or into a log.
 *
 * @param text the key itself, empty when the client sent none
 */
record Credential(String text) {

  private static final String BEARER = "bearer";

  /** The fields that carry a key, in the order they are believed. */
  private static final List<String> FIELDS =
      List.of("authorization", "x-api-key", "x-goog-api-key");

  /** The query parameter that carries a key where a client cannot send a field. */
  private static final String PARAMETER = "key";

  /** A request's head without its credential, and the credential. */
  record Taken(ClientHead head, Credential credential) {}

  /** Parts head and credential; the first of the known places that holds one counts. */
  static Taken take(ClientExchange exchange) {
    String text = "";
    for (String field : FIELDS) {
      String value = exchange.headers().first(field).strip();
      if (text.isEmpty()) {
        text = withoutScheme(value);
      }
    }
    var rest = new ArrayList<String>();
    for (String pair : exchange.query().split("&", -1)) {
      if (pair.startsWith(PARAMETER + "=")) {
        text = text.isEmpty() ? pair.substring(PARAMETER.length() + 1) : text;
      } else if (!pair.isEmpty()) {
        rest.add(pair);
      }
    }
    var head =
        new ClientHead(
            exchange.method(),
            exchange.path(),
            String.join("&", rest),
            cleaned(exchange.headers()));
    return new Taken(head, new Credential(text));
  }

  private static Headers cleaned(Headers headers) {
    var fields = new ArrayList<String>();
    headers.forEach((name, value) -> {
      if (!FIELDS.contains(name.toLowerCase(Locale.ROOT))) {
        fields.add(name);
        fields.add(value);
      }
    });
    return Headers.of(fields.toArray(String[]::new));
  }

  /** A scheme alone carries no key: it must not hide the one in another field. */
  private static String withoutScheme(String value) {
    int end = BEARER.length();
    boolean schemed =
        value.regionMatches(true, 0, BEARER, 0, end)
            && (value.length() == end || Character.isWhitespace(value.charAt(end)));
    return schemed ? value.substring(end).strip() : value;
  }

  /** Never shows the key. */
  @Override
  public String toString() {
    return text.isEmpty() ? "no credential" : "a credential";
  }
}
