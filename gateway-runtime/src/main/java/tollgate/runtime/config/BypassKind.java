package tollgate.runtime.config;

import java.util.Optional;
import java.util.regex.Pattern;

/** Hosts that are reached without the proxy. */
final class BypassKind implements ValueKind<String> {

  private static final Pattern HOST = Pattern.compile("\\*|[^\\s/*]+|\\*\\.[^\\s/*]+");

  @Override
  public Optional<String> parse(String text) {
    return Optional.of(text).filter(host -> HOST.matcher(host).matches());
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
    return "a host, which stands for all below it as well, with or without its port, or *";
  }
}
