package tollgate.runtime.price;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which price was applied, in one word for a ledger row: {@code
 * builtin@2026-11-01:openai/gpt-5:2025-08-07}.
 *
 * @param source the id of the source
 * @param version the version of its sheet
 * @param key the entry it stands under
 * @param since since when it holds: a UTC day or an instant
 */
public record PriceReference(String source, String version, String key, String since) {

  private static final Pattern TEXT =
      Pattern.compile(
          "([^@]*)@([^:]*):(.*):([+-]?\\d{4,}-\\d\\d-\\d\\d(?:T[\\d:.]+Z)?)", Pattern.DOTALL);

  /** The word. A version may be an entity tag or a date of HTTP: its colons are escaped. */
  public String text() {
    String escaped = version.replace("%", "%25").replace(":", "%3A");
    return source + "@" + escaped + ":" + key + ":" + since;
  }

  /** What a word says; empty where it is none. */
  public static Optional<PriceReference> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String version = parts.group(2).replace("%3A", ":").replace("%25", "%");
    return Optional.of(new PriceReference(parts.group(1), version, parts.group(3), parts.group(4)));
  }
}
