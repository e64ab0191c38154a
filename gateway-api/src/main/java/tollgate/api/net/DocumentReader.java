package tollgate.api.net;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import tollgate.api.json.Json;

/**
 * Reads public JSON documents from the web on a plugin's behalf. The gateway opens the connection,
 * so that time-outs, size limits and the operator's wish to stay offline hold for every plugin
 * alike. Blocks; call it from a thread that may, never from a call's.
 *
 * <pre>{@code
 * context.documents().read(URI.create("https://acme.test/prices.json"), lastVersion)
 *     .map(document -> new PriceSheet(document.version(), document.retrievedAt(), ADDRESS, rates(document.root())));
 * }</pre>
 *
 * @since 1.0
 */
@FunctionalInterface
public interface DocumentReader {

  /**
   * A document.
   *
   * @param version names this state of it; at most 100 characters, for the next {@link #read}
   * @param retrievedAt when it was read
   * @param root what it says; numbers are exact
   */
  record Document(String version, Instant retrievedAt, Json root) {}

  /**
   * Reads a document, or nothing while it is still as it was.
   *
   * @param address absolute, {@code https} or {@code http}
   * @param lastVersion the version last read from there, empty the first time
   * @throws IOException when it cannot be read, is too long, is not JSON, or the gateway is to stay
   *     offline
   */
  Optional<Document> read(URI address, String lastVersion) throws IOException;
}
