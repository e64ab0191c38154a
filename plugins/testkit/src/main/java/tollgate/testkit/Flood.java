package tollgate.testkit;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import tollgate.api.dialect.ReplyReader;
import tollgate.api.dialect.StreamEvent;
import tollgate.api.json.Json;

/**
 * A stream that does not end and whose every text and place is new. A reader may remember a few
 * short texts and its counters; one that keeps what it sees runs a gateway out of memory.
 */
final class Flood {

  private static final int EVENTS = 4_000;
  private static final int TEXT = 2_000;

  private final GoldenReply reply;
  private final Random random = new Random(1);
  private long count;

  Flood(GoldenReply reply) {
    this.reply = reply;
  }

  /** How many more bytes are in use when a reader has seen it; about, and never less than kept. */
  long keptBy(ReplyReader reader) {
    long before = used();
    try {
      for (int i = 0; i < EVENTS; i++) {
        StreamEvent event = reply.events().get(i % reply.events().size());
        Lease.show(reply.framing(), List.of(renewed(event)), reader);
      }
      return used() - before;
    } finally {
      Reference.reachabilityFence(reader);
    }
  }

  /** How many bytes went into it, at least. */
  static long size() {
    return (long) EVENTS * TEXT;
  }

  private StreamEvent renewed(StreamEvent event) {
    return event.json().exists()
        ? Frames.event(event.name(), Json.encode(renewed(JsonTree.toJson(event.json()))))
        : event;
  }

  /** Words that steer a reader stay; else every second text and number is one never seen. */
  private Json renewed(Json value) {
    return switch (value) {
      case Json.Obj(var members) -> {
        var renewed = new LinkedHashMap<String, Json>();
        members.forEach(
            (name, inner) -> renewed.put(name, name.equals("type") ? inner : renewed(inner)));
        yield new Json.Obj(renewed);
      }
      case Json.Arr(var items) -> {
        var renewed = new ArrayList<Json>();
        items.forEach(item -> renewed.add(renewed(item)));
        yield new Json.Arr(renewed);
      }
      case Json.Text _ when isNew() -> Json.text("x".repeat(TEXT) + count);
      case Json.Num _ when isNew() -> Json.of(count);
      case Json.Text _, Json.Num _, Json.Bool _, Json.Null _ -> value;
    };
  }

  private boolean isNew() {
    count++;
    return random.nextBoolean();
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
