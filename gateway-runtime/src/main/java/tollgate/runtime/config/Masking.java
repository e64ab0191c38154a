package tollgate.runtime.config;

import java.util.regex.Pattern;

/** Hides values that are probably secret where only their name is known. */
final class Masking {

  private static final Pattern SECRETIVE =
      Pattern.compile(
          "(?i).*(authorization|cookie|secret|token|password|credential|(^|[-_])key)($|[-_].*)");

  private Masking() {}

  static String of(String name, String value) {
    return SECRETIVE.matcher(name).matches() && !value.isEmpty() ? Secret.MASK : value;
  }
}
