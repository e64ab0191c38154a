package tollgate.runtime.config;

import java.util.Optional;

/** The address of an HTTP server, as text; empty for none. */
final class OptionalUrlKind implements ValueKind<String> {

  private final UrlKind url = new UrlKind();

  @Override
  public Optional<String> parse(String text) {
    return text.isBlank() ? Optional.of("") : url.parse(text).map(url::text);
  }

  @Override
  public String text(String value) {
    return value;
  }

  @Override
  public String word() {
    return url.word();
  }

  @Override
  public String expected() {
    return url.expected();
  }
}
