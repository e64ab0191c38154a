package tollgate.runtime.config;

import java.util.Optional;
import java.util.regex.Pattern;

/** The name of a header field, by RFC 9110 (5.1). */
final class FieldNameKind implements ValueKind<String> {

  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  @Override
  public Optional<String> parse(String text) {
    return Optional.of(text).filter(name -> NAME.matcher(name).matches());
  }

  /** Whether a field of this name and value can be sent. */
  static boolean canSend(String name, String value) {
    return NAME.matcher(name).matches() && value.chars().noneMatch(Character::isISOControl);
  }

  @Override
  public String text(String value) {
    return value;
  }

  @Override
  public String word() {
    return "header field";
  }

  @Override
  public String expected() {
    return "the name of a header field";
  }
}
