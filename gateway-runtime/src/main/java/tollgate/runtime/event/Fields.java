package tollgate.runtime.event;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads the fields of an occurrence in the order its event documents. */
final class Fields {

  /** Belong to every event. */
  private static final List<String> COMMON = List.of("call", "err");

  private Fields() {}

  /** The names among these that an event does not document. */
  static List<String> undocumented(Event event, List<Object> namesAndValues) {
    var unknown = new ArrayList<String>();
    for (int i = 0; i < namesAndValues.size(); i += 2) {
      String name = namesAndValues.get(i).toString();
      if (!event.fields().contains(name) && !COMMON.contains(name)) {
        unknown.add(name);
      }
    }
    return unknown;
  }

  /** The id of the call it belongs to; empty for none. */
  static String call(Occurrence occurrence) {
    Object own = find("call", occurrence.namesAndValues());
    return own == null ? occurrence.call() : own.toString();
  }

  /** The exception it carries, if any. */
  static @Nullable Object error(Occurrence occurrence) {
    return find("err", occurrence.namesAndValues());
  }

  /** Every field that has a value: those the event documents in its order, then any others. */
  static void each(Occurrence occurrence, BiConsumer<String, Object> reader) {
    List<Object> given = occurrence.namesAndValues();
    int read = 0;
    for (String name : occurrence.event().fields()) {
      Object value = find(name, given);
      if (value != null) {
        read++;
        give(reader, name, value);
      }
    }
    if (2 * read < given.size()) {
      for (String name : undocumented(occurrence.event(), given)) {
        Object value = find(name, given);
        if (value != null) {
          give(reader, name, value);
        }
      }
    }
  }

  /** An empty text is no value. */
  private static void give(BiConsumer<String, Object> reader, String name, Object value) {
    if (!(value instanceof CharSequence text && text.isEmpty())) {
      reader.accept(name, value);
    }
  }

  private static @Nullable Object find(String name, List<Object> given) {
    for (int i = 0; i + 1 < given.size(); i += 2) {
      if (name.equals(given.get(i))) {
        return given.get(i + 1);
      }
    }
    return null;
  }
}
