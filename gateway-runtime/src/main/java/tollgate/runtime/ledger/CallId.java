package tollgate.runtime.ledger;

import java.util.regex.Pattern;

/**
 * Names one call for good: 26 characters, lower-case Crockford base 32, that sort by time of
 * arrival.
 *
 * @param text the id as logs, replies and pages show it
 */
public record CallId(String text) {
  private static final Pattern SHAPE = Pattern.compile("[0-7][0-9a-hjkmnp-tv-z]{25}");

  /** Refuses a text of another shape. */
  public CallId {
    if (!SHAPE.matcher(text).matches()) {
      throw new IllegalArgumentException("not a call id: \"" + text + "\"");
    }
  }

  /** Whether a text has the shape of a call id. */
  public static boolean isCallId(String text) {
    return SHAPE.matcher(text).matches();
  }

  @Override
  public String toString() {
    return text;
  }
}
