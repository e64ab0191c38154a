package tollgate.runtime.policy;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tollgate.runtime.budget.Axes;
import tollgate.runtime.budget.Meter;
import tollgate.runtime.budget.Span;

/**
 * How long a cap or a limit counts before it begins anew.
 *
 * @param kind what kind of window
 * @param seconds how long, of a rolling one; else 0
 */
public record Window(Kind kind, long seconds) {

  /** The kinds of windows. */
  public enum Kind {
    /** No window: what runs at once. */
    NONE(""),
    SECOND("second"),
    MINUTE("minute"),
    HOUR("hour"),
    DAY("day"),
    WEEK("week"),
    MONTH("month"),
    /** The last so many seconds. */
    ROLLING(""),
    SESSION("session"),
    /** An agent and all that it started. */
    AGENT("agent"),
    LIFETIME("lifetime");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  /** What can be said of a window. */
  static final String WORDS =
      "\"minute\", \"hour\", \"day\", \"week\", \"month\", \"session\", \"agent\", \"lifetime\" or"
          + " a rolling time such as \"5h\"";

  /** What can be said of the time of a rate. */
  static final String RATE_WORDS = "\"second\", \"minute\", \"hour\" or a time such as \"10s\"";

  /** No window. */
  public static final Window NONE = new Window(Kind.NONE, 0);

  /** A session's sub-agents spend with it. */
  private static final List<String> WHOLE_SESSION = List.of(Axes.TOOL, Axes.ROOT);

  private static final Pattern ROLLING = Pattern.compile("([1-9][0-9]{0,4})([smhd])");
  private static final Map<String, Long> SECONDS =
      Map.of("s", 1L, "m", 60L, "h", 3600L, "d", 86400L);

  /** A window by its word; empty when it is none. */
  public static Optional<Window> of(String text) {
    for (Kind kind : Kind.values()) {
      if (!kind.word.isEmpty() && kind.word.equals(text)) {
        return Optional.of(new Window(kind, 0));
      }
    }
    Matcher rolling = ROLLING.matcher(text);
    return rolling.matches()
        ? Optional.of(
            new Window(
                Kind.ROLLING,
                Long.parseLong(rolling.group(1)) * SECONDS.getOrDefault(rolling.group(2), 0L)))
        : Optional.empty();
  }

  /** Whether a rate can be counted in it. */
  boolean isRate() {
    return switch (kind) {
      case SECOND, MINUTE, HOUR, ROLLING -> true;
      case NONE, DAY, WEEK, MONTH, SESSION, AGENT, LIFETIME -> false;
    };
  }

  /** What is counted in it by some axes; a session's and an agent's own are among them. */
  public Meter meter(List<String> by, ZoneId zone) {
    var axes = new ArrayList<String>();
    for (String axis : by) {
      axes.addAll(axis.equals(Axes.SESSION) ? WHOLE_SESSION : List.of(axis));
    }
    switch (kind) {
      case SESSION -> axes.addAll(WHOLE_SESSION);
      case AGENT -> axes.addAll(List.of(Axes.TOOL, Axes.LINEAGE));
      case NONE, SECOND, MINUTE, HOUR, DAY, WEEK, MONTH, ROLLING, LIFETIME -> {}
    }
    return new Meter(axes, span(zone));
  }

  /** How long it counts. */
  public Span span(ZoneId zone) {
    return switch (kind) {
      case SECOND -> new Span.Calendar(Span.Unit.SECOND, zone);
      case MINUTE -> new Span.Calendar(Span.Unit.MINUTE, zone);
      case HOUR -> new Span.Calendar(Span.Unit.HOUR, zone);
      case DAY -> new Span.Calendar(Span.Unit.DAY, zone);
      case WEEK -> new Span.Calendar(Span.Unit.WEEK, zone);
      case MONTH -> new Span.Calendar(Span.Unit.MONTH, zone);
      case ROLLING -> new Span.Rolling(Duration.ofSeconds(seconds));
      case NONE, SESSION, AGENT, LIFETIME -> new Span.Ever();
    };
  }

  /** Its word; a rolling one in seconds. */
  public String text() {
    return kind == Kind.ROLLING ? seconds + "s" : kind.word;
  }
}
