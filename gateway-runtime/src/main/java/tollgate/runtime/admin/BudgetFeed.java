package tollgate.runtime.admin;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import tollgate.api.json.Json;
import tollgate.runtime.event.Event;
import tollgate.runtime.event.EventWatch;
import tollgate.runtime.event.Happening;
import tollgate.runtime.event.Level;

/** Tells readers of the live events what becomes of caps; not what they do to single calls. */
final class BudgetFeed implements EventWatch {
  private static final String BUDGETS = "budget.";

  private final BiConsumer<String, Json.Obj> readers;

  /**
   * A feed.
   *
   * @param readers told the name of an event and what it says; must not block
   */
  BudgetFeed(BiConsumer<String, Json.Obj> readers) {
    this.readers = readers;
  }

  @Override
  public boolean wants(Event event) {
    return event.level().compareTo(Level.WARN) >= 0 && event.code().startsWith(BUDGETS);
  }

  @Override
  public void happened(Happening happening) {
    var said = new LinkedHashMap<String, Json>();
    said.put("event", Json.text(happening.event().code()));
    said.put("timestamp", Json.text(happening.at().toString()));
    for (Map.Entry<String, Object> field : happening.fields().entrySet()) {
      said.put(field.getKey(), json(field.getValue()));
    }
    readers.accept("budget", new Json.Obj(said));
  }

  private static Json json(Object value) {
    return switch (value) {
      case Integer number -> Json.of(number);
      case Long number -> Json.of(number);
      case BigDecimal number -> Json.of(number);
      default -> Json.text(value.toString());
    };
  }
}
