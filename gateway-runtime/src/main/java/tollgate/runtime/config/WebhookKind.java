package tollgate.runtime.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** An address that is posted to. Its path and query may be a secret, so only the host is shown. */
final class WebhookKind implements ValueKind<URI> {

  @Override
  public Optional<URI> parse(String text) {
    try {
      URI url = new URI(text);
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      boolean http = scheme.equals("http") || scheme.equals("https");
      return Optional.of(url)
          .filter(any -> http && url.getHost() != null && url.getRawUserInfo() == null)
          .filter(any -> url.getRawFragment() == null);
    } catch (URISyntaxException notAnAddress) { // that is the answer asked for
      return Optional.empty();
    }
  }

  @Override
  public String text(URI value) {
    return value.getScheme() + "://" + value.getRawAuthority() + "/" + Secret.MASK;
  }

  @Override
  public boolean secret() {
    return true;
  }

  @Override
  public String word() {
    return "URL";
  }

  @Override
  public String expected() {
    return "an http:// or https:// address without credentials and fragment";
  }
}
