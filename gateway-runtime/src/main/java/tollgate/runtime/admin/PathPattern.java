package tollgate.runtime.admin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Paths with names in braces, each standing for one segment; a last one with dots behind its name,
 * {@code {model...}}, for all that is left.
 */
final class PathPattern {

  private static final String REST = "...}";

  private PathPattern() {}

  /** The values of the names, decoded; empty when the path does not match. */
  static Optional<Map<String, String>> match(String pattern, String path) {
    String[] wanted = pattern.split("/", -1);
    String[] given = path.split("/", -1);
    boolean rest = wanted[wanted.length - 1].endsWith(REST);
    if (rest ? given.length < wanted.length : given.length != wanted.length) {
      return Optional.empty();
    }
    try {
      return rest ? rest(wanted, given) : segments(wanted, given);
    } catch (IllegalArgumentException malformed) {
      return Optional.empty(); // a percent sign that begins no code: no name is written so
    }
  }

  private static Optional<Map<String, String>> rest(String[] wanted, String[] given) {
    int last = wanted.length - 1;
    String tail = String.join("/", Arrays.copyOfRange(given, last, given.length));
    if (tail.isEmpty()) {
      return Optional.empty();
    }
    String name = wanted[last].substring(1, wanted[last].length() - REST.length());
    return segments(Arrays.copyOf(wanted, last), Arrays.copyOf(given, last))
        .map(values -> {
          var all = new HashMap<>(values);
          all.put(name, URLDecoder.decode(tail.replace("+", "%2B"), StandardCharsets.UTF_8));
          return all;
        });
  }

  private static Optional<Map<String, String>> segments(String[] wanted, String[] given) {
    var values = new HashMap<String, String>();
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].startsWith("{") && !given[i].isEmpty()) {
        values.put(
            wanted[i].substring(1, wanted[i].length() - 1),
            URLDecoder.decode(given[i], StandardCharsets.UTF_8));
      } else if (!wanted[i].equals(given[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }
}
