package tollgate.runtime.config;

import java.net.InetAddress;
import java.util.Optional;

/** An IP address, or a network of them; never a name. */
final class NetworkKind implements ValueKind<Network> {

  @Override
  public Optional<Network> parse(String text) {
    String[] parts = text.split("/", -1);
    String host = parts[0];
    boolean known = Addresses.isIpv4(host) || (host.indexOf(':') >= 0 && Addresses.isIpv6(host));
    if (!known || host.indexOf('%') >= 0 || parts.length > 2) {
      return Optional.empty();
    }
    InetAddress base = InetAddress.ofLiteral(host);
    int most = base.getAddress().length * 8;
    if (parts.length == 1) {
      return Optional.of(new Network(base, most));
    }
    return new WholeKind(0, most).parse(parts[1]).map(bits -> new Network(base, bits));
  }

  @Override
  public String text(Network value) {
    return value.toString();
  }

  @Override
  public String word() {
    return "network";
  }

  @Override
  public String expected() {
    return "an IP address or a network such as 10.0.0.0/8";
  }
}
