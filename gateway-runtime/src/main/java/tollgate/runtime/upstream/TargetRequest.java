package tollgate.runtime.upstream;

import java.net.URI;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.jspecify.annotations.Nullable;
import tollgate.runtime.config.OutboundProxy;

/**
 * A request whose target goes out as it was given. Jetty's own parses path and query into its idea
 * of a URI, changes some on the way and spends time on it.
 */
final class TargetRequest extends HttpRequest {

  private final URI origin;
  private final OutboundProxy proxy;
  private String path;
  private final @Nullable String query;

  TargetRequest(HttpClient client, URI origin, String target, OutboundProxy proxy) {
    super(client, new HttpConversation(), origin);
    this.origin = origin;
    this.proxy = proxy;
    int mark = target.indexOf('?');
    this.path = mark < 0 ? target : target.substring(0, mark);
    this.query = mark < 0 ? null : target.substring(mark + 1);
  }

  @Override
  public String getPath() {
    return path;
  }

  /** Jetty asks for this where a proxy must be told the host in the request itself. */
  @Override
  public Request path(String absolute) {
    path = origin.getScheme() + "://" + origin.getRawAuthority() + path;
    return this;
  }

  /** What stands between, for messages; empty for nothing. */
  String via() {
    return proxy.isNone() ? "" : " by the proxy " + proxy.address();
  }

  /** Whether a proxy reads this request and answers it where it does not let it pass. */
  boolean isReadByProxy() {
    return !proxy.isNone() && "http".equals(origin.getScheme());
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
