package tollgate.runtime.event;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Catches every event while it is open, for tests that want to know what was logged. One at a time:
 * the log belongs to the whole process.
 */
public final class RecordedEvents implements AutoCloseable, EventSink {

  private final List<Occurrence> caught = new CopyOnWriteArrayList<>();
  private final EventSink previous;

  /** Starts catching. */
  public RecordedEvents() {
    this.previous = Events.redirect(this);
  }

  /** The events so far, in order. */
  public List<Event> events() {
    return caught.stream().map(Occurrence::event).toList();
  }

  /** How often this event happened. */
  public long count(Event event) {
    return caught.stream().filter(one -> one.event() == event).count();
  }

  /** The value of a field of the last such event, as text; empty when it has none. */
  public String field(Event event, String name) {
    return last(event)
        .map(one -> one.namesAndValues())
        .map(fields -> fields.indexOf(name) < 0 ? "" : fields.get(fields.indexOf(name) + 1))
        .map(Object::toString)
        .orElse("");
  }

  /** The call the last such event belongs to; empty when none. */
  public String call(Event event) {
    return last(event).map(Fields::call).orElse("");
  }

  /** Every event as its JSON line. */
  public List<String> lines() {
    var format = new JsonLines();
    return caught.stream().map(format::format).toList();
  }

  @Override
  public Level level() {
    return Level.DEBUG;
  }

  @Override
  public void accept(Occurrence occurrence) {
    caught.add(occurrence);
  }

  @Override
  public void close() {
    Events.redirect(previous);
  }

  private Optional<Occurrence> last(Event event) {
    return caught.stream().filter(one -> one.event() == event).reduce((first, second) -> second);
  }
}
