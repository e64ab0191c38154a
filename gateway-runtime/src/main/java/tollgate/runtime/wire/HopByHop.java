package tollgate.runtime.wire;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import tollgate.api.call.Headers;

/**
 * Fields that belong to one connection and do not travel to the next: RFC 9110 §7.6.1, {@code
 * trailer} and {@code proxy-*} added.
 */
public final class HopByHop {

  private static final Set<String> FIELDS =
      Set.of("connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade");

  /** What the upstream leg says anew: its own host, and the length of the body it really sends. */
  private static final Set<String> SAID_ANEW = Set.of("content-length", "expect", "host");

  private HopByHop() {}

  /** The client's fields that may go to the upstream. */
  public static Headers fromClient(Headers client) {
    Set<String> named = namedByConnection(client);
    return FieldFilter.without(
        client, name -> isHopByHop(name) || named.contains(name) || SAID_ANEW.contains(name));
  }

  /** The upstream's fields that may go to the client; serves trailers as well. */
  public static Headers fromUpstream(Headers upstream) {
    Set<String> named = namedByConnection(upstream);
    return FieldFilter.without(upstream, name -> isHopByHop(name) || named.contains(name));
  }

  private static boolean isHopByHop(String name) {
    return FIELDS.contains(name) || name.startsWith("proxy-");
  }

  private static Set<String> namedByConnection(Headers headers) {
    var named = new HashSet<String>();
    for (String value : headers.all("connection")) {
      for (String option : value.split(",", -1)) {
        named.add(option.strip().toLowerCase(Locale.ROOT));
      }
    }
    return named;
  }
}
