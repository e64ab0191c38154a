package tollgate.runtime.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tollgate.api.call.Headers;

/**
 * Fields of a client that are meant for the gateway or were added on the way to it. They end here:
 * a key of the gateway must never reach an upstream, and neither must the cookie of an operator who
 * is logged in. Other cookies are between the client and the provider.
 */
public final class GatewayHeaders {

  private static final Set<String> CREDENTIALS =
      Set.of("authorization", "x-api-key", "x-goog-api-key", "api-key");

  private static final Set<String> FOR_THE_GATEWAY =
      Set.of("forwarded", "x-admin-token", "x-provider", "x-proxy-key");

  /** The cookie of a session with the gateway itself. */
  public static final String SESSION_COOKIE = "__dashboard_session";

  private GatewayHeaders() {}

  /** The fields without any that ends at the gateway. */
  public static Headers strip(Headers client) {
    Headers rest = FieldFilter.without(client, GatewayHeaders::endsHere);
    return namesSession(rest.all("cookie")) ? withoutSession(rest) : rest;
  }

  /** An upstream's fields without any that would begin, change or end a session here. */
  public static Headers keepSession(Headers upstream) {
    return namesSession(upstream.all("set-cookie"))
        ? FieldFilter.without(
            upstream, (name, value) -> name.equals("set-cookie") && isSession(value))
        : upstream;
  }

  private static boolean namesSession(List<String> values) {
    return values.stream().anyMatch(value -> value.contains(SESSION_COOKIE));
  }

  private static boolean isSession(String cookie) {
    int equals = cookie.indexOf('=');
    return equals >= 0 && cookie.substring(0, equals).strip().equals(SESSION_COOKIE);
  }

  private static Headers withoutSession(Headers client) {
    var fields = new ArrayList<String>();
    client.forEach((name, value) -> {
      String kept = name.equalsIgnoreCase("cookie") ? withoutSession(value) : value;
      if (!kept.isEmpty() || value.isEmpty()) {
        fields.add(name);
        fields.add(kept);
      }
    });
    return Headers.of(fields.toArray(String[]::new));
  }

  private static String withoutSession(String cookies) {
    return Arrays.stream(cookies.split(";", -1))
        .filter(cookie -> !isSession(cookie))
        .collect(Collectors.joining(";"))
        .strip();
  }

  private static boolean endsHere(String name) {
    return CREDENTIALS.contains(name)
        || FOR_THE_GATEWAY.contains(name)
        || name.startsWith("x-forwarded-")
        || name.startsWith("x-tollgate-")
        || name.startsWith("cf-");
  }
}
