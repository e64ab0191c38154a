package tollgate.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tollgate.api.dialect.Framing;
import tollgate.api.dialect.ReplyReader;
import tollgate.api.dialect.StreamEvent;
import tollgate.api.json.JsonView;

/**
 * How long a reader may look: until the method it was given a document in has returned. Behind the
 * gateway the bytes then belong to the next event, so looking later reads what is not its own.
 */
final class Lease {

  private boolean over;

  private Lease() {}

  /** Shows events, or the one document, to a reader and takes each back when it has returned. */
  static void show(Framing framing, List<StreamEvent> events, ReplyReader reader) {
    for (StreamEvent event : events) {
      var lease = new Lease();
      if (framing == Framing.WHOLE) {
        reader.whole(lease.new View(event.json()));
      } else {
        reader.event(lease.new Event(event));
      }
      lease.over = true;
    }
  }

  private void check() {
    if (over) {
      throw new AssertionError("a document was read after the method it was passed to");
    }
  }

  private final class Event implements StreamEvent {
    private final StreamEvent event;

    Event(StreamEvent event) {
      this.event = event;
    }

    @Override
    public String name() {
      check();
      return event.name();
    }

    @Override
    public boolean isText(String text) {
      check();
      return event.isText(text);
    }

    @Override
    public JsonView json() {
      check();
      return new View(event.json());
    }
  }

  private final class View implements JsonView {
    private final JsonView view;

    View(JsonView view) {
      this.view = view;
    }

    private JsonView view() {
      check();
      return view;
    }

    @Override
    public Kind kind() {
      return view().kind();
    }

    @Override
    public JsonView at(String pointer) {
      return new View(view().at(pointer));
    }

    @Override
    public OptionalLong asLong() {
      return view().asLong();
    }

    @Override
    public Optional<String> asText(int maxChars) {
      return view().asText(maxChars);
    }

    @Override
    public Optional<String> asTextTail(int maxChars) {
      return view().asTextTail(maxChars);
    }

    @Override
    public boolean isText(String text) {
      return view().isText(text);
    }

    @Override
    public int byteLength() {
      return view().byteLength();
    }

    @Override
    public long fingerprint(int most) {
      return view().fingerprint(most);
    }

    @Override
    public int size() {
      return view().size();
    }

    @Override
    public Iterable<JsonView> items() {
      var leased = new ArrayList<JsonView>();
      view().items().forEach(item -> leased.add(new View(item)));
      return leased;
    }

    @Override
    public Iterable<Member> members() {
      var leased = new ArrayList<Member>();
      view()
          .members()
          .forEach(member -> leased.add(new Member(member.name(), new View(member.value()))));
      return leased;
    }
  }
}
