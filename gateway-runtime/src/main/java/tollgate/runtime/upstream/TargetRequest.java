package tollgate.runtime.upstream;

import java.net.URI;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request whose target goes out as it was given. Jetty's own parses path and query into its idea
 * of a URI, changes some on the way and spends time on it.
 */
final class TargetRequest extends HttpRequest {

  private final URI origin;
  private final String path;
  private final @Nullable String query;

  TargetRequest(HttpClient client, URI origin, String target) {
    super(client, new HttpConversation(), origin);
    this.origin = origin;
    int mark = target.indexOf('?');
    this.path = mark < 0 ? target : target.substring(0, mark);
    this.query = mark < 0 ? null : target.substring(mark + 1);
  }

  @Override
  public String getPath() {
    return path;
  }

  @Override
  public @Nullable String getQuery() {
    return query;
  }

  /** Only asked for the host. */
  @Override
  public URI getURI() {
    return origin;
  }
}
