package tollgate.runtime.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** An HTTP proxy with or without a name and a password, or none. */
final class ProxyKind implements ValueKind<OutboundProxy> {

  private static final String NONE = "none";
  private static final int STANDARD_PORT = 80;

  @Override
  public Optional<OutboundProxy> parse(String text) {
    if (text.equals(NONE)) {
      return Optional.of(OutboundProxy.NONE);
    }
    try {
      URI url = new URI(text.contains("://") ? text : "http://" + text);
      boolean nothingElse =
          (url.getRawPath().isEmpty() || url.getRawPath().equals("/"))
              && url.getRawQuery() == null
              && url.getRawFragment() == null;
      return Optional.of(url)
          .filter(any -> nothingElse && "http".equalsIgnoreCase(url.getScheme()))
          .filter(any -> url.getHost() != null && url.getPort() != 0 && url.getPort() <= 65_535)
          .map(ProxyKind::proxy);
    } catch (URISyntaxException | IllegalArgumentException notAnAddress) { // the answer asked for
      return Optional.empty();
    }
  }

  private static OutboundProxy proxy(URI url) {
    String[] user = (url.getRawUserInfo() == null ? "" : url.getRawUserInfo()).split(":", 2);
    return new OutboundProxy(
        url.getHost().replaceAll("^\\[|]$", ""),
        url.getPort() < 0 ? STANDARD_PORT : url.getPort(),
        decoded(user[0]),
        new Secret(user.length < 2 ? "" : decoded(user[1])));
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String text(OutboundProxy value) {
    if (value.isNone() || value.user().isEmpty()) {
      return value.toString();
    }
    return value.address().replace("://", "://" + value.user() + ":" + value.password() + "@");
  }

  @Override
  public boolean secret() {
    return true;
  }

  @Override
  public String word() {
    return "proxy";
  }

  @Override
  public String expected() {
    return "none or an HTTP proxy such as http://proxy.example:3128, with name:password@ before the"
        + " host where it wants them";
  }
}
