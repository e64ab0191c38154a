package tollgate.runtime.config;

import java.util.Optional;

/** A document that may hold secrets, so that nothing of it is shown. */
final class ConcealedKind implements ValueKind<Secret> {

  @Override
  public Optional<Secret> parse(String text) {
    return Optional.of(text.isBlank() ? Secret.NONE : new Secret(text));
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
    return "JSON object";
  }

  @Override
  public String expected() {
    return "a JSON object";
  }
}
