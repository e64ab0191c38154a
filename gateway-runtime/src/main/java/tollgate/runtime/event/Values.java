package tollgate.runtime.event;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import tollgate.runtime.problem.ProblemException;

/** What field values look like in a line: bounded in length and free of secrets. */
final class Values {

  private static final int LONGEST = 2_000;
  private static final int SHORTEST_SECRET = 11;
  private static final int LONGEST_STORY = 20_000;
  private static final String HIDDEN = "[REDACTED]";

  /** Credentials as they turn up inside messages of libraries and upstreams. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)(bearer\\s+|basic\\s+|[?&]key=|api[-_]?key[\"']?\\s*[:=]\\s*[\"']?)[^\\s\"'&,;]{6,}"
              + "|\\bsk-[A-Za-z0-9_-]{8,}"
              + "|\\beyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_.-]+"
              + "|\\bAIza[A-Za-z0-9_-]{16,}");

  private Values() {}

  /** Text as it may be shown: secrets masked, overlong text cut with its length told. */
  static String text(Object value) {
    return switch (value) {
      case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
      case Duration duration -> Long.toString(duration.toMillis());
      default -> cut(withoutSecrets(value.toString()), LONGEST);
    };
  }

  /** Whether the value is written bare, as a JSON number or boolean. */
  static boolean bare(Object value) {
    return switch (value) {
      case Double number -> Double.isFinite(number);
      case Float number -> Float.isFinite(number);
      case Number number -> true;
      case Boolean truth -> true;
      case Duration duration -> true;
      default -> false;
    };
  }

  /** The stack trace of an exception nobody expected; empty for a problem that explains itself. */
  static String story(Throwable thrown) {
    if (thrown instanceof ProblemException && thrown.getCause() == null) {
      return "";
    }
    var story = new StringWriter();
    thrown.printStackTrace(new PrintWriter(story));
    return cut(withoutSecrets(story.toString().strip()), LONGEST_STORY);
  }

  private static String withoutSecrets(String text) {
    if (text.length() < SHORTEST_SECRET) {
      return text;
    }
    var match = SECRET.matcher(text);
    return match.find()
        ? match.replaceAll(found -> found.group(1) == null ? HIDDEN : found.group(1) + HIDDEN)
        : text;
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest
        ? text
        : text.substring(0, longest) + "… (" + text.length() + " characters)";
  }
}
