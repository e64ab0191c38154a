package tollgate.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tollgate.api.dialect.Framing;
import tollgate.api.dialect.StreamEvent;
import tollgate.api.json.Json;
import tollgate.api.json.JsonView;

/** Divides a whole recorded reply into its events. */
public final class Frames {

  /** An event whose document is read once, however often it is shown. */
  private static final class Event implements StreamEvent {
    private final String name;
    private final String data;
    private final JsonView json;

    Event(String name, String data) {
      this.name = name;
      this.data = data;
      json = JsonTree.parseOrMissing(data);
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public boolean isText(String text) {
      return text.equals(data);
    }

    @Override
    public JsonView json() {
      return json;
    }

    @Override
    public String toString() {
      return name + " " + data;
    }
  }

  private Frames() {}

  /** An event without a name. */
  public static StreamEvent event(String data) {
    return event("", data);
  }

  /** An event. */
  public static StreamEvent event(String name, String data) {
    return new Event(name, data);
  }

  /** The data of an event that was made here. */
  static String dataOf(StreamEvent event) {
    return ((Event) event).data;
  }

  /** The events of a reply; of {@link Framing#WHOLE} the one document. */
  public static List<StreamEvent> split(Framing framing, byte[] reply) {
    return switch (framing) {
      case WHOLE -> List.of(event(new String(reply, StandardCharsets.UTF_8)));
      case SSE -> sse(reply);
      case NDJSON ->
          lines(reply).stream().filter(line -> !line.isBlank()).map(Frames::event).toList();
      case JSON_ARRAY -> items(reply);
    };
  }

  /** As the WHATWG page on server-sent events says; an event that no empty line ends is dropped. */
  private static List<StreamEvent> sse(byte[] reply) {
    var events = new ArrayList<StreamEvent>();
    String name = "";
    var data = new ArrayList<String>();
    for (String line : lines(reply)) {
      int colon = line.indexOf(':');
      String field = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1);
      value = value.startsWith(" ") ? value.substring(1) : value;
      if (line.isEmpty()) {
        if (!data.isEmpty()) {
          events.add(event(name, String.join("\n", data)));
        }
        name = "";
        data.clear();
      } else if (field.equals("event")) {
        name = value;
      } else if (field.equals("data")) {
        data.add(value);
      }
    }
    return List.copyOf(events);
  }

  /** Complete lines only: what follows the last line break is dropped. */
  private static List<String> lines(byte[] reply) {
    String text = new String(reply, StandardCharsets.UTF_8) + "|";
    var lines = List.of(text.split("\r\n|\n|\r", -1));
    return lines.subList(0, lines.size() - 1);
  }

  private static List<StreamEvent> items(byte[] reply) {
    var events = new ArrayList<StreamEvent>();
    for (JsonView item : JsonTree.parse(reply).items()) {
      events.add(event(Json.encode(JsonTree.toJson(item))));
    }
    return List.copyOf(events);
  }
}
