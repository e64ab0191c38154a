package tollgate.runtime.config;

import java.util.Locale;
import java.util.Optional;

/** True or false. */
final class YesNoKind implements ValueKind<Boolean> {

  @Override
  public Optional<Boolean> parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "1" -> Optional.of(true);
      case "false", "no", "0" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  @Override
  public String text(Boolean value) {
    return value.toString();
  }

  @Override
  public String word() {
    return "yes or no";
  }

  @Override
  public String range() {
    return "true, false";
  }

  @Override
  public String expected() {
    return "true or false";
  }

  @Override
  public boolean bare() {
    return true;
  }
}
