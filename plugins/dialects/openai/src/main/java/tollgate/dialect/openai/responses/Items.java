package tollgate.dialect.openai.responses;

import java.util.TreeMap;
import tollgate.api.json.JsonView;

/** The output items of a response: which are open, and what the open message says so far. */
final class Items {

  /** Upstreams open one at a time; a broken one must not fill the memory. */
  private static final int MOST_OPEN = 64;

  private static final long HIGHEST_INDEX = 1_000_000;
  private static final int TEXT_LIMIT = 256;

  /** An item that has been added and not done: its id and what it is. */
  private record Open(String id, String type) {}

  private final TreeMap<Integer, Open> open = new TreeMap<>();
  private final MessageText message = new MessageText();
  private final HostedTools hosted = new HostedTools();
  private int next;

  void added(JsonView event) {
    int index = index(event.at("/output_index"));
    JsonView item = event.at("/item");
    next = Math.max(next, index + 1);
    open.put(
        index,
        new Open(
            item.at("/id").asText(TEXT_LIMIT).orElse(""),
            item.at("/type").asText(TEXT_LIMIT).orElse("")));
    if (open.size() > MOST_OPEN) {
      open.pollFirstEntry();
    }
    if (item.at("/type").isText("message")) {
      message.begin(index, item.at("/id").asText(TEXT_LIMIT).orElse(""));
    }
  }

  void done(JsonView event) {
    int index = index(event.at("/output_index"));
    open.remove(index);
    message.end(index);
    hosted.done(event.at("/item"));
  }

  void partAdded(JsonView event) {
    message.beginPart(
        index(event.at("/output_index")),
        index(event.at("/content_index")),
        event.at("/part/type").isText("output_text"));
  }

  void partDone(JsonView event) {
    message.endPart(index(event.at("/output_index")));
  }

  void text(String type, JsonView event) {
    if (type.equals("response.output_text.delta")) {
      message.append(index(event.at("/output_index")), event.at("/delta"));
    }
  }

  /** Counts the tools a finished response lists. */
  void listed(JsonView output) {
    hosted.listed(output);
  }

  /** The tools that the vendor ran. */
  HostedTools hosted() {
    return hosted;
  }

  /** Whether a call of a tool is under way, whoever runs it. */
  boolean callTool() {
    return open.values().stream().anyMatch(item -> item.type().endsWith("_call"));
  }

  /** The message that is being written, if one is. */
  MessageText message() {
    return message;
  }

  /** The index of the item that would come next. */
  int next() {
    return next;
  }

  private static int index(JsonView number) {
    return (int) Math.clamp(number.asLong().orElse(0), 0L, HIGHEST_INDEX);
  }
}
