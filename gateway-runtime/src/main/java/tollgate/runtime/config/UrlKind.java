package tollgate.runtime.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * The address of an HTTP server, with or without a path; never with credentials, query or fragment.
 */
final class UrlKind implements ValueKind<URI> {

  @Override
  public Optional<URI> parse(String text) {
    try {
      URI url = new URI(text.replaceFirst("/+$", ""));
      boolean http =
          "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
      boolean plain =
          url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
      boolean port = url.getPort() != 0 && url.getPort() <= 65_535;
      return Optional.of(url).filter(any -> http && plain && port && url.getHost() != null);
    } catch (URISyntaxException notAnAddress) { // that is the answer asked for
      return Optional.empty();
    }
  }

  @Override
  public String text(URI value) {
    return value.toString();
  }

  @Override
  public String word() {
    return "URL";
  }

  @Override
  public String expected() {
    return "an http:// or https:// address without credentials, query or fragment";
  }
}
