package tollgate.runtime.config;

import java.util.Optional;

/** A secret: text that is never shown. */
final class SecretKind implements ValueKind<Secret> {

  @Override
  public Optional<Secret> parse(String text) {
    return Optional.of(text)
        .filter(value -> value.chars().allMatch(c -> c > 0x20 && c < 0x7f))
        .map(Secret::new);
  }

  @Override
  public String text(Secret value) {
    return value.toString();
  }

  @Override
  public boolean secret() {
    return true;
  }

  @Override
  public String word() {
    return "secret";
  }

  @Override
  public String expected() {
    return "a secret of visible ASCII characters without blanks";
  }
}
