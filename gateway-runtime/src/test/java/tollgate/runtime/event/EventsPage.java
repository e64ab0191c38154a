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

      [log.file](settings.md) writes to a file that is begun anew by size and by time; full ones are compressed and removed by
      number, age and size. No line is lost between two files. What the file does not take (a full disk) goes to standard
      output, and `logger.file_failed` says so once; no call waits for it.

      What libraries log comes out as `library.message`, `library.warning` and `library.error`.

      """;

  private static final String ELDER =
      """

      ## Coming from agent-cli-proxy

      Its names are kept where the thing is the same. What is called otherwise:

      | there | here |
      |---|---|
      | fields `ts`, `msg`, `component` | `time`, `event` |
      | field `request_id` | `call` |
      | field `providerId` | `provider` |
      | field `retryAfterSec` | `retry_after_seconds` |
      | `passthrough.sse_line_too_long` | `relay.event_unread`: the line is passed on |
      | `passthrough.response_body_too_large` | none: a reply may be as long as it is |
      | `passthrough.stream_cancel_failed`, `passthrough.flush_error`, `upstream.body_timeout_cancel_failed` | `upstream.cancel_failed` |
      | `websocket.upstream_error` | `passthrough.upstream_error` |
      | `cost.backfill` | `cost.backfilled` |
      | `cost.backfill_pricing_failed` | `price.refused`, or `loop.error` of the loop `prices` |
      | `ready.cache_hit` | none: only a look is an event, `ready.check` |
      | `process.unhandled_rejection` | `process.uncaught` |
      | `shutdown.close_error` | `shutdown.error` |
      | `correlator.low_match_rate`, `plans.*`, `cli.*` | none: there is no such thing here |
      """;

  private EventsPage() {}

  /** The whole page. */
  public static String render() {
    var table = new MarkdownTable("event", "level", "meaning", "fields");
    for (Event event : Event.all()) {
      table.row(
          code(event.code()),
          event.level().text(),
          event.meaning(),
          event.fields().stream().map(MarkdownTable::code).collect(Collectors.joining(" ")));
    }
    return INTRODUCTION + table + ELDER;
  }
}
