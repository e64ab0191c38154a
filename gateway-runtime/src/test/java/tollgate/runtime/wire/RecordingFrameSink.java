package tollgate.runtime.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tollgate.api.dialect.StreamEvent;

/** Writes down everything a framer tells. */
final class RecordingFrameSink implements FrameSink {

  /** What was told of one event while it could be read. */
  record Told(String name, String bytes, String json) {}

  final List<Told> events = new ArrayList<>();
  final List<String> unread = new ArrayList<>();
  final ByteArrayOutputStream all = new ByteArrayOutputStream();
  final ByteArrayOutputStream outside = new ByteArrayOutputStream();
  private final ByteArrayOutputStream unreadPart = new ByteArrayOutputStream();

  /** The data that the next event must have, checked by {@link StreamEvent#isText}. */
  private final List<String> expectedData;

  RecordingFrameSink(List<String> expectedData) {
    this.expectedData = expectedData;
  }

  RecordingFrameSink() {
    this(List.of());
  }

  @Override
  public void event(StreamEvent event, byte[] bytes, int from, int to) {
    all.write(bytes, from, to - from);
    int number = events.size();
    if (number < expectedData.size()) {
      String data = expectedData.get(number);
      if (!event.isText(data) || event.isText(data + "x") || event.isText("x" + data)) {
        throw new AssertionError("event " + number + " should be " + data);
      }
    }
    String raw = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    events.add(new Told(event.name(), raw, event.json().kind() + "/" + event.json().byteLength()));
  }

  @Override
  public void rest(byte[] bytes, int from, int to) {
    all.write(bytes, from, to - from);
  }

  @Override
  public void between(byte[] bytes, int from, int to) {
    all.write(bytes, from, to - from);
    outside.write(bytes, from, to - from);
  }

  @Override
  public void unread(byte[] bytes, int from, int to, boolean last) {
    all.write(bytes, from, to - from);
    unreadPart.write(bytes, from, to - from);
    if (last) {
      unread.add(unreadPart.toString(StandardCharsets.UTF_8));
      unreadPart.reset();
    }
  }

  List<String> names() {
    return events.stream().map(Told::name).toList();
  }

  List<String> raw() {
    return events.stream().map(Told::bytes).toList();
  }
}
