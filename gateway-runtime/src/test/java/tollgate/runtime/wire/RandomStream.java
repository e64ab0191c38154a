package tollgate.runtime.wire;

import java.util.random.RandomGenerator;

/** Makes event streams with every oddity that upstreams are known for. */
public final class RandomStream {

  private static final String[] LINE_ENDS = {"\n", "\r\n", "\r"};
  private static final String[] DATA = {
    "{\"a\":1}",
    "[DONE]",
    "",
    "{\"text\":\"größe 日本 😀\"}",
    "not json",
    "  spaced  ",
    ":colon:",
    "{\"text\":\"a \\\"quoted\\\" one\",\"n\":[1,2,3]}"
  };
  private static final String[] OTHERS = {
    ": keep-alive", ":", "id: 7", "retry: 3000", "id", "unknown: x", "dataset: no", "data2", "event"
  };

  private RandomStream() {}

  /** One stream; its line ends are of one kind, as a server's are, or mixed. */
  public static String of(RandomGenerator random) {
    var out = new StringBuilder(random.nextInt(5) == 0 ? "\uFEFF" : "");
    int style = random.nextInt(4);
    for (int left = random.nextInt(8); left > 0; left--) {
      int lines = random.nextInt(5);
      for (int i = 0; i < lines; i++) {
        out.append(line(random)).append(end(random, style));
      }
      if (left > 1 || random.nextInt(3) > 0) {
        out.append(end(random, style));
      }
    }
    return out.toString();
  }

  private static String line(RandomGenerator random) {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> "data: " + pick(random, DATA);
      case 3 -> "data:" + pick(random, DATA);
      case 4 -> "event: " + pick(random, new String[] {"start", "delta", "größe", ""});
      case 5 -> "data: {\"text\":\"" + "long ".repeat(random.nextInt(40)) + "\"}";
      case 6 -> "data";
      default -> pick(random, OTHERS);
    };
  }

  private static String end(RandomGenerator random, int style) {
    return style < LINE_ENDS.length ? LINE_ENDS[style] : pick(random, LINE_ENDS);
  }

  private static String pick(RandomGenerator random, String[] from) {
    return from[random.nextInt(from.length)];
  }
}
