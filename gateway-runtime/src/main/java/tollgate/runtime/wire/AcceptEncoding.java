package tollgate.runtime.wire;

import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;
import tollgate.api.call.Headers;

/**
 * What the upstream may encode its reply with: what the client takes, as far as the gateway can
 * read it. Never more than the client said: one that sends no {@code accept-encoding} gets none
 * sent, because some of those break on an encoded reply.
 */
public final class AcceptEncoding {

  private static final String FIELD = "accept-encoding";
  private static final String IDENTITY = "identity";
  private static final Set<String> READABLE = Set.of("gzip", "x-gzip", "deflate", IDENTITY);

  private AcceptEncoding() {}

  /** The fields with the codings narrowed to those that can be read. */
  public static Headers narrow(Headers client) {
    if (!client.has(FIELD)) {
      return client;
    }
    var kept = new ArrayList<String>();
    for (String value : client.all(FIELD)) {
      for (String element : value.split(",", -1)) {
        if (isReadable(element)) {
          kept.add(element.strip());
        }
      }
    }
    return client.with(FIELD, kept.isEmpty() ? IDENTITY : String.join(", ", kept));
  }

  /**
   * The fields asking for a reply that is not encoded: for a call whose stream may have an event
   * taken out or an ending put on.
   */
  public static Headers plain(Headers client) {
    return client.has(FIELD) ? client.with(FIELD, IDENTITY) : client;
  }

  private static boolean isReadable(String element) {
    int semicolon = element.indexOf(';');
    String coding = semicolon < 0 ? element : element.substring(0, semicolon);
    return READABLE.contains(coding.strip().toLowerCase(Locale.ROOT));
  }
}
