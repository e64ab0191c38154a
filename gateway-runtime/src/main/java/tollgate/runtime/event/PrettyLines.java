package tollgate.runtime.event;

import java.time.ZoneId;
import java.util.Locale;

/** For people: time of day, level, event, fields; an exception's story on lines of its own. */
final class PrettyLines implements LineFormat {

  private final ZoneId zone;

  PrettyLines() {
    this(ZoneId.systemDefault());
  }

  PrettyLines(ZoneId zone) {
    this.zone = zone;
  }

  @Override
  public String format(Occurrence occurrence) {
    var line = new StringBuilder(160);
    line.append(Timestamps.timeOfDay(occurrence.epochMillis(), zone));
    String level = occurrence.event().level().text().toUpperCase(Locale.ROOT);
    line.append(' ').append(level).append(" ".repeat(6 - level.length()));
    line.append(occurrence.event().code());
    Fields.each(occurrence, (name, value) -> field(line, name, value));
    String call = Fields.call(occurrence);
    if (!call.isEmpty()) {
      field(line, "call", call);
    }
    Object error = Fields.error(occurrence);
    if (error instanceof Throwable thrown) {
      String story = Values.story(thrown);
      line.append('\n')
          .append(
              visible(story.isEmpty() ? Values.text(thrown) : story, true)
                  .indent(2)
                  .stripTrailing());
    } else if (error != null) {
      field(line, "err", error);
    }
    return line.toString();
  }

  private static void field(StringBuilder line, String name, Object value) {
    String text = visible(Values.text(value), false);
    boolean plain = !text.isEmpty() && text.indexOf(' ') < 0 && text.indexOf('"') < 0;
    line.append(' ').append(name).append('=');
    line.append(plain ? text : '"' + text.replace("\"", "\\\"") + '"');
  }

  /** Control characters of a field could forge lines or command a terminal. */
  private static String visible(String text, boolean manyLines) {
    var shown = new StringBuilder(text.length());
    text.chars()
        .forEach(c -> {
          if (c == '\n') {
            shown.append(manyLines ? "\n" : "\\n");
          } else if (Character.isISOControl(c)) {
            shown.append(c == '\t' ? "  " : String.format("\\u%04x", c));
          } else {
            shown.append((char) c);
          }
        });
    return shown.toString();
  }
}
