package tollgate.runtime.problem;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sentences with places for values: {@code {0}}, {@code {1}} …. */
final class Template {

  private static final Pattern PLACE = Pattern.compile("\\{([0-9])}");

  private Template() {}

  /** In one pass: a value that looks like a place is not filled in turn. */
  static String fill(String template, Object... values) {
    return PLACE
        .matcher(template)
        .replaceAll(place -> {
          int index = Integer.parseInt(place.group(1));
          return Matcher.quoteReplacement(
              index < values.length ? String.valueOf(values[index]) : place.group());
        });
  }
}
