package tollgate.runtime.call;

/**
 * What a lenient server makes of a path: letters may be escaped, slashes doubled, segments may be a
 * dot or carry parameters, and a slash may stand at the end. A client's base address that ends with
 * a slash does some of this by mistake. Who knew only one spelling would relay the others
 * uncounted.
 */
final class PlainPath {

  private static final String KEPT = "%?#";

  private PlainPath() {}

  /** The plainest spelling; of a path that is plain the path itself. */
  static String of(String path) {
    var plain = new StringBuilder(path.length());
    for (String segment : unescaped(path).split("/", -1)) {
      int parameters = segment.indexOf(';');
      String name = parameters < 0 ? segment : segment.substring(0, parameters);
      if (!name.isEmpty() && !name.equals(".")) {
        plain.append('/').append(name);
      }
    }
    return plain.toString();
  }

  private static String unescaped(String path) {
    var text = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      int escaped = path.charAt(i) == '%' ? escaped(path, i) : -1;
      if (escaped > ' ' && escaped < 127 && KEPT.indexOf(escaped) < 0) {
        text.append((char) escaped);
        i += 2;
      } else {
        text.append(path.charAt(i));
      }
    }
    return text.toString();
  }

  /** The value of two hexadecimal digits, -1 where there are none. */
  private static int escaped(String path, int at) {
    if (at + 2 >= path.length()) {
      return -1;
    }
    int high = Character.digit(path.charAt(at + 1), 16);
    int low = Character.digit(path.charAt(at + 2), 16);
    return high < 0 || low < 0 ? -1 : 16 * high + low;
  }
}
