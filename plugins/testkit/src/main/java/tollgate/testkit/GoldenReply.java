package tollgate.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tollgate.api.call.ReplyHead;
import tollgate.api.call.RequestFacts;
import tollgate.api.dialect.Dialect;
import tollgate.api.dialect.Disposition;
import tollgate.api.dialect.Framing;
import tollgate.api.dialect.ReplyReader;
import tollgate.api.dialect.StreamEvent;

/** The recorded reply of a case. */
record GoldenReply(GoldenCase golden, Framing framing, ReplyHead head, List<StreamEvent> events) {

  /** The reply of a case; empty when the case is not about one. */
  static Optional<GoldenReply> of(GoldenCase golden) {
    return List.of(Framing.values()).stream()
        .filter(framing -> golden.has("reply" + ending(framing)))
        .findFirst()
        .map(framing -> of(golden, framing));
  }

  private static GoldenReply of(GoldenCase golden, Framing framing) {
    byte[] body = golden.bytes("reply" + ending(framing));
    return new GoldenReply(
        golden, framing, golden.replyHead(mediaType(framing)), Frames.split(framing, body));
  }

  /** How files in a framing end. */
  static String ending(Framing framing) {
    return switch (framing) {
      case SSE -> ".sse";
      case NDJSON -> ".ndjson";
      case JSON_ARRAY -> ".array.json";
      case WHOLE -> ".json";
    };
  }

  private static String mediaType(Framing framing) {
    return switch (framing) {
      case SSE -> "text/event-stream";
      case NDJSON -> "application/x-ndjson";
      case JSON_ARRAY, WHOLE -> "application/json";
    };
  }

  ReplyReader reader(Dialect dialect, RequestFacts facts) {
    return dialect.reader(facts, head);
  }

  /** A reader that has seen the first events and no more. */
  ReplyReader readerAfter(int events, Dialect dialect, RequestFacts facts) {
    ReplyReader reader = reader(dialect, facts);
    feed(reader, this.events.subList(0, events));
    return reader;
  }

  /** Shows events, or the whole document, to a reader; gives the places of those it dropped. */
  List<Integer> feed(ReplyReader reader, List<StreamEvent> events) {
    var dropped = new ArrayList<Integer>();
    for (int i = 0; i < events.size(); i++) {
      if (framing == Framing.WHOLE) {
        reader.whole(events.get(i).json());
      } else if (reader.event(events.get(i)) == Disposition.DROP) {
        dropped.add(i);
      }
    }
    return List.copyOf(dropped);
  }

  /** The events in bytes that go on where this reply was cut; of an array each is one item. */
  List<StreamEvent> eventsIn(List<byte[]> bytes) {
    var parts = bytes.stream().map(part -> new String(part, StandardCharsets.UTF_8)).toList();
    String text =
        framing == Framing.JSON_ARRAY
            ? "[" + String.join(",", parts) + "]"
            : String.join("", parts);
    return Frames.split(framing, text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return golden.name();
  }
}
