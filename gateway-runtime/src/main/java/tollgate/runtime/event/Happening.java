package tollgate.runtime.event;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An event that happened, as others than the log are told of it.
 *
 * @param event which one
 * @param at when
 * @param fields its fields as the log would show them, in the order its event documents; numbers
 *     and booleans are kept as they are, everything else is text
 */
public record Happening(Event event, Instant at, Map<String, Object> fields) {

  /** What happened never changes. */
  public Happening {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  static Happening of(Event event, long epochMillis, List<Object> namesAndValues) {
    var fields = new LinkedHashMap<String, Object>();
    var occurrence = new Occurrence(epochMillis, event, "", namesAndValues);
    Fields.each(
        occurrence,
        (name, value) ->
            fields.put(
                name,
                value instanceof Number || value instanceof Boolean ? value : Values.text(value)));
    return new Happening(event, Instant.ofEpochMilli(epochMillis), fields);
  }
}
