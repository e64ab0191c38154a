package tollgate.runtime.config;

import java.util.Optional;
import java.util.regex.Pattern;

/** A host: a name, an IPv4 address, or an IPv6 address with or without brackets. */
final class HostKind implements ValueKind<String> {

  private static final Pattern LABELS =
      Pattern.compile(
          "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*\\.?");
  private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");

  @Override
  public Optional<String> parse(String text) {
    String host =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    if (host.indexOf(':') >= 0) {
      return Optional.of(host).filter(Addresses::isIpv6);
    }
    if (!host.equals(text)) {
      return Optional.empty();
    }
    boolean valid =
        NUMBERS.matcher(host).matches()
            ? Addresses.isIpv4(host)
            : host.length() <= 253 && LABELS.matcher(host).matches();
    return Optional.of(host).filter(any -> valid);
  }

  @Override
  public String text(String value) {
    return value;
  }

  @Override
  public String word() {
    return "host";
  }

  @Override
  public String expected() {
    return "a host name, an IPv4 address or an IPv6 address";
  }
}
