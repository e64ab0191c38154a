package tollgate.runtime.config;

import java.util.Locale;
import java.util.Optional;

/** The SHA-256 of a file, kept in lower case. */
final class Sha256Kind implements ValueKind<String> {

  @Override
  public Optional<String> parse(String text) {
    return Optional.of(text.toLowerCase(Locale.ROOT)).filter(any -> any.matches("[0-9a-f]{64}"));
  }

  @Override
  public String text(String value) {
    return value;
  }

  @Override
  public String word() {
    return "SHA-256";
  }

  @Override
  public String expected() {
    return "a SHA-256 of 64 hexadecimal digits";
  }
}
