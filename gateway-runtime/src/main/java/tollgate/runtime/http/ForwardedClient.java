package tollgate.runtime.http;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tollgate.api.call.Headers;

/**
 * Says whose request it is where a proxy may have passed it on. A proxy that is trusted is believed
 * about who sent it the request, and so on backwards until somebody is not trusted: that is the
 * client. Anybody may write what they like before that, and it is never looked at.
 *
 * <p>Fields of somebody who is not trusted cannot make a request look near: they make it count as
 * coming from afar. So a proxy on this machine that nobody configured opens nothing to the world.
 */
final class ForwardedClient {
  private static final List<String> CLAIMS =
      List.of("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip");

  private final ListenerSettings.Proxies proxies;

  /**
   * Where a request comes from.
   *
   * @param address the client's, or that of the nearest who is known
   * @param local whether that is this machine
   * @param secure whether the client's own connection is encrypted
   */
  record Source(String address, boolean local, boolean secure) {}

  /** Whom a proxy says it passes on, and whether that came encrypted. */
  private record Hop(String address, boolean secure) {}

  ForwardedClient(ListenerSettings.Proxies proxies) {
    this.proxies = proxies;
  }

  /** The source of a request in clear text whose socket's peer is this. */
  Source source(InetAddress peer, Headers fields) {
    return source(peer, fields, false);
  }

  /**
   * The source of a request whose socket's peer is this.
   *
   * @param encrypted whether the connection itself is
   */
  Source source(InetAddress peer, Headers fields, boolean encrypted) {
    if (!isTrusted(peer)) {
      boolean near = peer.isLoopbackAddress() && CLAIMS.stream().noneMatch(fields::has);
      return new Source(peer.getHostAddress(), near, encrypted);
    }
    List<Hop> hops = proxies.standard() ? standard(fields) : customary(fields);
    if (hops.isEmpty()) {
      return new Source(peer.getHostAddress(), peer.isLoopbackAddress(), encrypted);
    }
    InetAddress client = peer;
    for (Hop hop : hops.reversed()) {
      Optional<InetAddress> said = address(hop.address());
      if (said.isEmpty()) {
        return new Source(client.getHostAddress(), false, hops.getLast().secure());
      }
      client = said.get();
      if (!isTrusted(client)) {
        break;
      }
    }
    boolean near = peer.isLoopbackAddress() && client.isLoopbackAddress();
    return new Source(client.getHostAddress(), near, hops.getLast().secure());
  }

  private boolean isTrusted(InetAddress address) {
    return proxies.trusted().stream().anyMatch(network -> network.holds(address));
  }

  /** The nearest proxy's word is the last one. */
  private static List<Hop> customary(Headers fields) {
    String all = String.join(",", fields.all("x-forwarded-for"));
    List<String> protocols = items(String.join(",", fields.all("x-forwarded-proto")), ',');
    boolean secure = !protocols.isEmpty() && protocols.getLast().equalsIgnoreCase("https");
    return items(all, ',').stream().map(address -> new Hop(address, secure)).toList();
  }

  private static List<Hop> standard(Headers fields) {
    var hops = new ArrayList<Hop>();
    for (String element : items(String.join(",", fields.all("forwarded")), ',')) {
      String address = "";
      boolean secure = false;
      for (String pair : items(element, ';')) {
        int equals = Math.max(0, pair.indexOf('='));
        String value = unquoted(pair.substring(equals == 0 ? 0 : equals + 1).strip());
        switch (pair.substring(0, equals).strip().toLowerCase(Locale.ROOT)) {
          case "for" -> address = value;
          case "proto" -> secure = value.equalsIgnoreCase("https");
          default -> {} // by and host say nothing of the client
        }
      }
      hops.add(new Hop(address, secure));
    }
    return hops;
  }

  /** The parts between separators outside of quotes; those that are blank are left out. */
  private static List<String> items(String text, char separator) {
    var items = new ArrayList<String>();
    var item = new StringBuilder();
    boolean quoted = false;
    for (char c : (text + separator).toCharArray()) {
      quoted ^= c == '"';
      if (c != separator || quoted) {
        item.append(c);
      } else if (item.toString().isBlank()) {
        item.setLength(0);
      } else {
        items.add(item.toString().strip());
        item.setLength(0);
      }
    }
    return items;
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /** The address in a word that may have a port; empty for a name and for what hides one. */
  private static Optional<InetAddress> address(String word) {
    String host = word;
    if (host.startsWith("[") && host.indexOf(']') > 0) {
      host = host.substring(1, host.indexOf(']'));
    } else if (host.indexOf(':') >= 0 && host.indexOf(':') == host.lastIndexOf(':')) {
      host = host.substring(0, host.indexOf(':'));
    }
    try {
      return Optional.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }
}
