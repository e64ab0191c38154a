package tollgate.runtime.event;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

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
 * Events.log(ProviderEvent.UPSTREAM_ERROR, "provider", provider.id(), "status", 503, "err", exception);
 * }</pre>
 */
public final class Events {

  /** The id of the call being served; every event logged within its scope carries it. */
  public static final ScopedValue<String> CALL = ScopedValue.newInstance();

  private static final EventSink DIRECT = new DirectSink(Level.WARN);
  private static final List<EventWatch> WATCHES = new CopyOnWriteArrayList<>();
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
    if (!WATCHES.isEmpty()) {
      tell(event, namesAndValues);
    }
    EventSink current = sink;
    if (event.level().compareTo(current.level()) < 0) {
      return;
    }
    List<Object> fields = Arrays.asList(namesAndValues);
    assert Fields.undocumented(event, fields).isEmpty()
        : event.code() + " documents no field " + Fields.undocumented(event, fields);
    current.accept(new Occurrence(System.currentTimeMillis(), event, CALL.orElse(""), fields));
  }

  /**
   * Sets up the log: everything below error to standard output, errors to standard error; where
   * there is a file, everything to that and errors to standard error as well. Closing what this
   * gives writes the lines that still wait.
   *
   * @throws tollgate.runtime.problem.ProblemException where the file cannot be written
   */
  public static LogOutput start(LogSettings settings) {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    if (settings.file().isPresent()) {
      out = LogFile.open(settings.file().get(), out, InstantSource.system());
    }
    var output = new LogOutput(settings, out, new FileOutputStream(FileDescriptor.err)).start();
    redirect(output);
    LibraryLog.attach(settings.level());
    return output;
  }

  private static void tell(Event event, Object... namesAndValues) {
    for (EventWatch watch : WATCHES) {
      if (watch.wants(event)) {
        watch.happened(
            Happening.of(event, System.currentTimeMillis(), Arrays.asList(namesAndValues)));
      }
    }
  }

  /** Tells a watch of what happens from now on, whatever the log's level; close to end that. */
  public static Watching watch(EventWatch watch) {
    WATCHES.add(watch);
    return () -> WATCHES.remove(watch);
  }

  /** A watch that goes on until it is closed. */
  public interface Watching extends AutoCloseable {
    @Override
    void close();
  }

  /** Whether this event would be written: ask before computing a costly value. */
  public static boolean writes(Event event) {
    return event.level().compareTo(sink.level()) >= 0
        || WATCHES.stream().anyMatch(watch -> watch.wants(event));
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
