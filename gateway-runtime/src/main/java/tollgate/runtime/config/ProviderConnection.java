package tollgate.runtime.config;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * How connections to a provider are made. Providers with the same one share their client.
 *
 * @param protocol how to speak HTTP
 * @param proxy what stands between, if anything
 * @param authorities who is trusted beside those the Java runtime trusts
 */
public record ProviderConnection(
    HttpProtocol protocol, OutboundProxy proxy, List<X509Certificate> authorities) {

  /** Straight there, trusting whom the Java runtime trusts. */
  public static final ProviderConnection DIRECT = by(HttpProtocol.AUTO);

  /** Connections never change. */
  public ProviderConnection {
    authorities = List.copyOf(authorities);
  }

  /** Straight there in this protocol. */
  public static ProviderConnection by(HttpProtocol protocol) {
    return new ProviderConnection(protocol, OutboundProxy.NONE, List.of());
  }

  /** Shows how many authorities there are, not their certificates. */
  @Override
  public String toString() {
    return "ProviderConnection[%s, %s, %d authorities]"
        .formatted(protocol.word(), proxy, authorities.size());
  }
}
