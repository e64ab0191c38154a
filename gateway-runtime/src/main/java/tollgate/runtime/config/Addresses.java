package tollgate.runtime.config;

import java.net.InetAddress;
import java.util.Locale;

/** Knows IP addresses by their spelling; never asks a name server. */
final class Addresses {

  private Addresses() {}

  static boolean isIpv4(String host) {
    String[] parts = host.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (String part : parts) {
      if (!part.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(part) > 255) {
        return false;
      }
    }
    return true;
  }

  /** A text with a colon is never looked up as a name, only read as an address. */
  static boolean isIpv6(String host) {
    if (!host.matches("[0-9A-Fa-f:.]+(%[A-Za-z0-9_.-]+)?")) {
      return false;
    }
    try {
      return InetAddress.ofLiteral(host.replaceFirst("%.*", "")) != null;
    } catch (IllegalArgumentException notAnAddress) { // that is the answer asked for
      return false;
    }
  }

  /** Whether a listener there is reachable from this machine only. */
  static boolean isLoopback(String host) {
    if (host.toLowerCase(Locale.ROOT).equals("localhost")) {
      return true;
    }
    if (!isIpv4(host) && !(host.indexOf(':') >= 0 && isIpv6(host))) {
      return false;
    }
    return InetAddress.ofLiteral(host.replaceFirst("%.*", "")).isLoopbackAddress();
  }
}
