package tollgate.runtime.json;

import java.util.random.RandomGenerator;

/** Makes JSON documents of all kinds, with spaces in odd places, for properties. */
final class RandomJson {

  private static final String[] NAMES = {
    "a", "model", "content", "role", "a/b", "m~n", "", "größe", "\\u0061", "x\\ny", "0", "1"
  };
  private static final String[] NUMBERS = {
    "0",
    "-0",
    "7",
    "-12",
    "3.5",
    "1e3",
    "2E-2",
    "-0.0e+1",
    "123456789012345678",
    "9223372036854775807",
    "9223372036854775808",
    "1.0",
    "10000000000000000000000000000000000000000000"
  };
  private static final String[] TEXT_PARTS = {
    "hello ",
    "a longer run of plain text that fills several words ",
    "\\\"",
    "\\\\",
    "\\/",
    "\\n",
    "\\u00e9",
    "\\ud83d\\ude00",
    "\\ud800",
    "é",
    "日本",
    "😀",
    "\\b\\f\\r\\t",
    "x",
    "\u007f"
  };
  private static final String[] SPACES = {"", "", "", " ", "\n", "\t ", "\r\n  "};

  private final RandomGenerator random;
  private final StringBuilder out = new StringBuilder();

  private RandomJson(RandomGenerator random) {
    this.random = random;
  }

  static String document(RandomGenerator random) {
    var document = new RandomJson(random);
    document.space();
    document.value(0);
    document.space();
    return document.out.toString();
  }

  private void value(int depth) {
    switch (random.nextInt(depth > 4 ? 5 : 9)) {
      case 0 -> out.append("true");
      case 1 -> out.append("false");
      case 2 -> out.append("null");
      case 3 -> out.append(pick(NUMBERS));
      case 4 -> text();
      case 5, 6 -> array(depth);
      default -> object(depth);
    }
  }

  private void array(int depth) {
    out.append('[');
    space();
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      value(depth + 1);
      space();
      if (i < count - 1) {
        out.append(',');
        space();
      }
    }
    out.append(']');
  }

  private void object(int depth) {
    out.append('{');
    space();
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      out.append('"').append(pick(NAMES)).append('"');
      space();
      out.append(':');
      space();
      value(depth + 1);
      space();
      if (i < count - 1) {
        out.append(',');
        space();
      }
    }
    out.append('}');
  }

  private void text() {
    out.append('"');
    for (int left = random.nextInt(6); left > 0; left--) {
      out.append(pick(TEXT_PARTS));
    }
    out.append('"');
  }

  private void space() {
    out.append(pick(SPACES));
  }

  private String pick(String[] from) {
    return from[random.nextInt(from.length)];
  }
}
