package tollgate.runtime.event;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.Arrays;
import java.util.List;

/**
 * The one way to write a log event. Costs a level check and a place in a queue: formatting and
 * writing happen on a thread of their own, and when the queue is full the line is dropped and
 * counted, so that no call ever waits for a terminal.
 *
 * <p>Before {@link #start} and after its output was closed, warnings and errors are written at
 * once.
 *
 * <pre>{@code
 * ScopedValue.where(Events.CALL, callId).run(() -> serve(call));
 * Events.log(Event.UPSTREAM_ERROR, "provider", provider.id(), "status", 503, "err", exception);
 * }</pre>
 */
public final class Events {

  /** The id of the call being served; every event logged within its scope carries it. */
  public static final ScopedValue<String> CALL = ScopedValue.newInstance();

  private static final EventSink DIRECT = new DirectSink(Level.WARN);
  private static volatile EventSink sink = DIRECT;

  private Events() {}

  /**
   * Writes one event.
   *
   * @param namesAndValues name and value of each field in turn, names as {@link Event#fields}
   *     documents them. Values are text, numbers, booleans, enums, durations, exceptions or
   *     anything whose {@code toString} is meant to be read; they are formatted later, so they must
   *     not change. The name {@code call} overrides the call of the scope.
   */
  public static void log(Event event, Object... namesAndValues) {
    EventSink current = sink;
    if (event.level().compareTo(current.level()) < 0) {
      return;
    }
    List<Object> fields = Arrays.asList(namesAndValues);
    assert event.undocumented(fields).isEmpty()
        : event.code() + " documents no field " + event.undocumented(fields);
    current.accept(new Occurrence(System.currentTimeMillis(), event, CALL.orElse(""), fields));
  }

  /**
   * Sets up the log: everything below error to standard output, errors to standard error. Closing
   * what this gives writes the lines that still wait.
   */
  public static LogOutput start(LogSettings settings) {
    var output =
        new LogOutput(
                settings,
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err))
            .start();
    redirect(output);
    LibraryLog.attach(settings.level());
    return output;
  }

  /** Whether this event would be written: ask before computing a costly value. */
  public static boolean writes(Event event) {
    return event.level().compareTo(sink.level()) >= 0;
  }

  /** How many lines were dropped so far because the log's reader is too slow or gone. */
  public static long dropped() {
    return sink.dropped();
  }

  /** Goes back to writing at once when the given sink is the one in use. */
  static void leave(EventSink closing) {
    if (sink == closing) {
      sink = DIRECT;
    }
  }

  static Occurrence occurrence(Event event, Object... namesAndValues) {
    return new Occurrence(
        System.currentTimeMillis(), event, CALL.orElse(""), Arrays.asList(namesAndValues));
  }

  /** Sends every event from now on to the given sink and gives the one it replaces. */
  static EventSink redirect(EventSink next) {
    EventSink previous = sink;
    sink = next;
    return previous;
  }
}
