package tollgate.runtime.config;

import java.util.Optional;
import java.util.regex.Pattern;

/** The path of a request, without a query. */
final class RequestPathKind implements ValueKind<String> {

  private static final Pattern PATH = Pattern.compile("/[\\x21-\\x7e&&[^?#]]*");

  @Override
  public Optional<String> parse(String text) {
    return Optional.of(text).filter(path -> PATH.matcher(path).matches());
  }

  @Override
  public String text(String value) {
    return value;
  }

  @Override
  public String word() {
    return "path of a request";
  }

  @Override
  public String expected() {
    return "the path of a request, such as /v1/x, without a query";
  }
}
