package tollgate.api.call;

import java.util.Locale;

/**
 * The program that a {@code User-Agent} field names first: what stands before its first slash, and
 * the version after it. {@code codex_exec/0.169.0 (Debian 12) dumb} names {@code codex_exec} and
 * {@code 0.169.0}.
 *
 * <p>Only the beginning counts: a name further back is a library, a runtime or a disguise.
 *
 * @param product the program's name as sent, empty when the field is missing
 * @param version its version, empty when none is told
 * @since 1.0
 */
public record UserAgent(String product, String version) {

  /** How much of the field is looked at. */
  private static final int LIMIT = 256;

  /** The program named by a request's {@code User-Agent}. */
  public static UserAgent of(Headers headers) {
    String field = headers.first("user-agent");
    int end = Math.min(field.length(), LIMIT);
    int slash = field.indexOf('/', 0, end);
    int bracket = field.indexOf('(', 0, end);
    if (slash < 0 || (bracket >= 0 && bracket < slash)) {
      return new UserAgent(field.substring(0, bracket < 0 ? end : bracket).strip(), "");
    }
    int stop = slash + 1;
    while (stop < end && " ;,(/".indexOf(field.charAt(stop)) < 0) {
      stop++;
    }
    return new UserAgent(field.substring(0, slash).strip(), field.substring(slash + 1, stop));
  }

  /** Whether the program has this name, without regard to case. */
  public boolean is(String name) {
    return product.equalsIgnoreCase(name);
  }

  /** Whether the program's name begins with this text, without regard to case. */
  public boolean startsWith(String prefix) {
    return product.regionMatches(true, 0, prefix, 0, prefix.length());
  }

  /** The name in lower case. */
  public String plain() {
    return product.toLowerCase(Locale.ROOT);
  }
}
