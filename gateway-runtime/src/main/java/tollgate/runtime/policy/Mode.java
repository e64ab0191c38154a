package tollgate.runtime.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a policy is used. */
public enum Mode {
  /** What it says is done. */
  ENFORCE,
  /** It is asked, and what it says is only written down. */
  SHADOW,
  /** It is not asked. */
  OFF;

  /** As it stands in files and answers. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The mode of that name. */
  public static Optional<Mode> of(String text) {
    return Arrays.stream(values()).filter(mode -> mode.text().equals(text)).findFirst();
  }
}
