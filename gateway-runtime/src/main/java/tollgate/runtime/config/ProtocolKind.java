package tollgate.runtime.config;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** How to speak HTTP with a provider, by its word. */
final class ProtocolKind implements ValueKind<HttpProtocol> {

  @Override
  public Optional<HttpProtocol> parse(String text) {
    return Arrays.stream(HttpProtocol.values()).filter(one -> one.word().equals(text)).findFirst();
  }

  @Override
  public String text(HttpProtocol value) {
    return value.word();
  }

  @Override
  public String word() {
    return "word";
  }

  @Override
  public String expected() {
    return Arrays.stream(HttpProtocol.values())
        .map(HttpProtocol::word)
        .collect(Collectors.joining(", ", "one of ", ""));
  }
}
