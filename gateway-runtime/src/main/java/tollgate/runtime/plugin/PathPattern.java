package tollgate.runtime.plugin;

import java.util.ArrayList;
import java.util.List;

/**
 * A path with places: {@code {name}} stands for one or more characters without a slash. Matching
 * looks for the literals from left to right; the first find is always the right one, because a
 * later one could only make the place before it longer.
 */
final class PathPattern {

  /** What stands before, between and after the places: one more than there are places. */
  private final String[] literals;

  private PathPattern(List<String> literals) {
    this.literals = literals.toArray(String[]::new);
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException where braces do not pair or two places touch
   */
  static PathPattern compile(String pattern) {
    var literals = new ArrayList<String>();
    int from = 0;
    for (int open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', from)) {
      int close = pattern.indexOf('}', open);
      boolean touches = open == from && from > 0;
      if (close < 0 || touches) {
        throw new IllegalArgumentException("not a path pattern: \"" + pattern + "\"");
      }
      literals.add(pattern.substring(from, open));
      from = close + 1;
    }
    literals.add(pattern.substring(from));
    return new PathPattern(literals);
  }

  /** Whether there is no place in it, so that it matches itself alone. */
  boolean isExact() {
    return literals.length == 1;
  }

  boolean matches(String path) {
    if (isExact()) {
      return path.equals(literals[0]);
    }
    String last = literals[literals.length - 1];
    int end = path.length() - last.length();
    int position = literals[0].length();
    if (!path.startsWith(literals[0]) || !path.endsWith(last)) {
      return false;
    }
    for (int i = 1; i < literals.length - 1; i++) {
      int found = path.indexOf(literals[i], position + 1);
      if (found < 0 || hasSlash(path, position, found)) {
        return false;
      }
      position = found + literals[i].length();
    }
    return position < end && !hasSlash(path, position, end);
  }

  private static boolean hasSlash(String path, int from, int to) {
    int slash = path.indexOf('/', from);
    return slash >= 0 && slash < to;
  }

  /** How much of the pattern is fixed: of two patterns that match, the more fixed one is meant. */
  int fixedLength() {
    int length = 0;
    for (String literal : literals) {
      length += literal.length();
    }
    return length;
  }

  /** The pattern without the names of its places: equal for patterns that match the same paths. */
  @Override
  public String toString() {
    return String.join("{}", literals);
  }
}
