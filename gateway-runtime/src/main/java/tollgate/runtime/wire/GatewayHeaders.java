package tollgate.runtime.wire;

import java.util.Set;
import tollgate.api.call.Headers;

/**
 * Fields of a client that are meant for the gateway or were added on the way to it. They end here:
 * a key of the gateway must never reach an upstream.
 */
public final class GatewayHeaders {

  private static final Set<String> CREDENTIALS =
      Set.of("authorization", "x-api-key", "x-goog-api-key");

  private static final Set<String> FOR_THE_GATEWAY =
      Set.of("forwarded", "x-admin-token", "x-provider", "x-proxy-key");

  private GatewayHeaders() {}

  /** The fields without any that ends at the gateway. */
  public static Headers strip(Headers client) {
    return FieldFilter.without(client, GatewayHeaders::endsHere);
  }

  private static boolean endsHere(String name) {
    return CREDENTIALS.contains(name)
        || FOR_THE_GATEWAY.contains(name)
        || name.startsWith("x-forwarded-")
        || name.startsWith("cf-");
  }
}
