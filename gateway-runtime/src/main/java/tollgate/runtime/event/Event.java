package tollgate.runtime.event;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A log event. The tables are the enums that implement it, one for each part of the product. Names
 * and the meanings of fields never change; adding is free. A field that has no value is left out of
 * the line. {@code call} and {@code err} belong to every event.
 */
public sealed interface Event
    permits LifecycleEvent,
        ProviderEvent,
        MoneyEvent,
        TaskEvent,
        GatewayEvent,
        ChangeEvent,
        AccessEvent,
        LogEvent {

  /** The name of its constant. */
  String name();

  /** Its line in the table. */
  Entry entry();

  /** All there are, in the order of the reference page. */
  static List<Event> all() {
    return Stream.<Event[]>of(
            LifecycleEvent.values(),
            ProviderEvent.values(),
            MoneyEvent.values(),
            TaskEvent.values(),
            GatewayEvent.values(),
            ChangeEvent.values(),
            AccessEvent.values(),
            LogEvent.values())
        .flatMap(Arrays::stream)
        .toList();
  }

  /** The dotted name, as it stands in the log. */
  default String code() {
    return entry().code();
  }

  /** How much it matters. */
  default Level level() {
    return entry().level();
  }

  /** What it says, one or two sentences. */
  default String meaning() {
    return entry().meaning();
  }

  /** The names of the fields it may carry, in the order in which they are written. */
  default List<String> fields() {
    return entry().fields();
  }

  /**
   * A line of the table.
   *
   * @param code the dotted name
   * @param level how much it matters
   * @param meaning one or two sentences
   * @param fields the fields it may carry, in the order in which they are written
   */
  record Entry(String code, Level level, String meaning, List<String> fields) {
    Entry(String code, Level level, String meaning, String fields) {
      this(code, level, meaning, List.of(fields.split(" ")));
    }
  }
}
