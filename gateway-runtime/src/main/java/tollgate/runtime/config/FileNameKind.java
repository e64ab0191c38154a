package tollgate.runtime.config;

import java.util.Optional;

/** The path of a file that need not be; empty for none. */
final class FileNameKind implements ValueKind<String> {

  private final PathKind path = new PathKind();

  @Override
  public Optional<String> parse(String text) {
    return text.isBlank() ? Optional.of("") : path.parse(text).map(any -> text);
  }

  @Override
  public String text(String value) {
    return value;
  }

  @Override
  public String word() {
    return path.word();
  }

  @Override
  public String expected() {
    return path.expected();
  }
}
