package tollgate.runtime.event;

import static tollgate.runtime.MarkdownTable.code;

import java.util.stream.Collectors;
import tollgate.runtime.MarkdownTable;

/** Writes {@code docs/reference/events.md}. */
public final class EventsPage {

  private static final String INTRODUCTION =
      """
      # Events

      The log is one JSON object per line: `time` (UTC), `level`, `event`, `call` (the id of the call it belongs to, where
      there is one), then the event's fields in the order given here; a field without a value is left out. Events of level
      `error` go to standard error, all others to standard output. An exception is the field `err` with `name`, `message` and,
      where nobody expected it, `stack`. `LOG_FORMAT=pretty` writes lines for people instead; see
      [log.format and log.level](settings.md).

      Bodies, keys and cookies are never fields. What looks like a credential inside a message is written as `[REDACTED]`.
      Names never change; new events and new fields may appear. When the log's reader is too slow, lines are dropped and
      counted rather than calls delayed: `logger.dropped_lines`.

      What libraries log comes out as `library.message`, `library.warning` and `library.error`.

      """;

  private EventsPage() {}

  /** The whole page. */
  public static String render() {
    var table = new MarkdownTable("event", "level", "meaning", "fields");
    for (Event event : Event.values()) {
      table.row(
          code(event.code()),
          event.level().text(),
          event.meaning(),
          event.fields().stream().map(MarkdownTable::code).collect(Collectors.joining(" ")));
    }
    return INTRODUCTION + table;
  }
}
