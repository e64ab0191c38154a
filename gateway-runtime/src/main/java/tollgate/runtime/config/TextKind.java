package tollgate.runtime.config;

import java.util.Optional;

/** Any text. */
final class TextKind implements ValueKind<String> {

  @Override
  public Optional<String> parse(String text) {
    return Optional.of(text).filter(value -> value.chars().noneMatch(Character::isISOControl));
  }

  @Override
  public String text(String value) {
    return value;
  }

  @Override
  public String word() {
    return "text";
  }

  @Override
  public String expected() {
    return "text without control characters";
  }
}
