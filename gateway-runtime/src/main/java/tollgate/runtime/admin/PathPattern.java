package tollgate.runtime.admin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Paths with names in braces, each standing for one segment. */
final class PathPattern {

  private PathPattern() {}

  /** The values of the names, decoded; empty when the path does not match. */
  static Optional<Map<String, String>> match(String pattern, String path) {
    String[] wanted = pattern.split("/", -1);
    String[] given = path.split("/", -1);
    if (wanted.length != given.length) {
      return Optional.empty();
    }
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
