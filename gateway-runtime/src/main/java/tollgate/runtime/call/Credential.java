package tollgate.runtime.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import tollgate.api.call.ClientHead;
import tollgate.api.call.Headers;
import tollgate.runtime.wire.ClientExchange;

/**
 * What a client authenticates itself with, taken out of its request so that nothing behind this
 * class can leak it upstream or into a log.
 *
 * @param text the key itself, empty when the client sent none
 * @param fields every field that may carry a key, as the client sent it; a parameter as a field
 */
public record Credential(String text, Headers fields) {

  private static final String BEARER = "bearer";

  /** The fields that carry a key, in the order they are believed. */
  private static final List<String> FIELDS =
      List.of("authorization", "x-api-key", "x-goog-api-key", "api-key");

  /** The query parameter that carries a key where a client cannot send a field, and that field. */
  private static final String PARAMETER = "key";

  private static final String PARAMETERS_FIELD = "x-goog-api-key";

  /** A request's head without its credential, and the credential. */
  record Taken(ClientHead head, Credential credential) {}

  /** The key that a request carries, empty for none. */
  public static String in(ClientExchange exchange) {
    return take(exchange).credential().text();
  }

  /** Parts head and credential; the first of the known places that holds one counts. */
  static Taken take(ClientExchange exchange) {
    String text = "";
    Headers sent = Headers.none();
    for (String field : FIELDS) {
      String value = exchange.headers().first(field).strip();
      sent = value.isEmpty() ? sent : sent.with(field, value);
      if (text.isEmpty()) {
        text = withoutScheme(value);
      }
    }
    var rest = new ArrayList<String>();
    for (String pair : exchange.query().split("&", -1)) {
      if (pair.startsWith(PARAMETER + "=")) {
        String value = pair.substring(PARAMETER.length() + 1);
        text = text.isEmpty() ? value : text;
        sent =
            value.isEmpty() || sent.has(PARAMETERS_FIELD)
                ? sent
                : sent.with(PARAMETERS_FIELD, value);
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
    return new Taken(head, new Credential(text, sent));
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

  /** The fields whose key is one of these, as they were sent. */
  Headers fieldsWith(Predicate<String> key) {
    var kept = new ArrayList<String>();
    fields.forEach((name, value) -> {
      if (key.test(withoutScheme(value))) {
        kept.add(name);
        kept.add(value);
      }
    });
    return Headers.of(kept.toArray(String[]::new));
  }

  /** The fields without any that may carry a key. */
  static Headers without(Headers headers) {
    Headers rest = headers;
    for (String field : FIELDS) {
      rest = rest.without(field);
    }
    return rest;
  }

  /** Never shows the key. */
  @Override
  public String toString() {
    return text.isEmpty() ? "no credential" : "a credential";
  }
}
