package tollgate.runtime.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads a whole event stream the slow and plain way, as the standard words it. */
public final class SseReference {

  /** A dispatched event. */
  public record Event(String name, String data) {}

  private static final Pattern LINE = Pattern.compile("([^\r\n]*)(\r\n|\n|\r|\\z)");

  private SseReference() {}

  /** The events of a stream; one without an empty line at the very end counts as well. */
  public static List<Event> events(String stream) {
    var events = new ArrayList<Event>();
    var data = new ArrayList<String>();
    String name = "";
    String text = stream.startsWith("\uFEFF") ? stream.substring(1) : stream;
    for (String line : (text + "\n\n").split("\r\n|\n|\r", -1)) {
      if (line.isEmpty()) {
        if (!data.isEmpty()) {
          events.add(new Event(name, String.join("\n", data)));
        }
        data.clear();
        name = "";
      }
      int colon = line.indexOf(':');
      String field = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1);
      value = value.startsWith(" ") ? value.substring(1) : value;
      if (field.equals("data")) {
        data.add(value);
      } else if (field.equals("event")) {
        name = value;
      }
    }
    return events;
  }

  /** The stream without some of its events: each with its lines and its empty line. */
  public static String without(String stream, Predicate<Event> dropped) {
    var kept = new StringBuilder();
    var block = new StringBuilder();
    int begin = stream.startsWith("\uFEFF") ? 1 : 0;
    kept.append(stream, 0, begin);
    var lines = LINE.matcher(stream).region(begin, stream.length());
    while (lines.lookingAt() && lines.end() > lines.start()) {
      String line = lines.group(1);
      boolean outside = block.isEmpty() && (line.isEmpty() || line.startsWith(":"));
      (outside ? kept : block).append(lines.group());
      if (line.isEmpty()) {
        flush(block, kept, dropped);
      }
      lines.region(lines.end(), stream.length());
    }
    flush(block, kept, dropped);
    return kept.toString();
  }

  private static void flush(StringBuilder block, StringBuilder kept, Predicate<Event> dropped) {
    List<Event> events = events(block.toString());
    if (events.isEmpty() || !dropped.test(events.getFirst())) {
      kept.append(block);
    }
    block.setLength(0);
  }
}
