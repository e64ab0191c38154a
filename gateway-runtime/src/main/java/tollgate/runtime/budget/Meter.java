package tollgate.runtime.budget;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is counted: a sum per combination of values of some axes and per window. A cap is a limit on
 * a meter; two caps that count the same share its counters.
 *
 * @param by the axes, sorted; none for everything together
 * @param span the window
 */
public record Meter(List<String> by, Span span) {

  /** Each session of each tool, by the name the tool gives it. */
  public static final Meter SESSION = of(new Span.Ever(), Axes.TOOL, Axes.SESSION);

  /** Meters never change. */
  public Meter {
    by = by.stream().sorted().distinct().toList();
  }

  /** A meter by these axes. */
  public static Meter of(Span span, String... by) {
    return new Meter(List.of(by), span);
  }

  /** A day in a zone, by these axes. */
  public static Meter day(ZoneId zone, String... by) {
    return of(new Span.Calendar(Span.Unit.DAY, zone), by);
  }

  /** The meters that are always counted: the day, of all, of a tool and of a key; the session. */
  public static List<Meter> standing(ZoneId zone) {
    return List.of(day(zone), day(zone, Axes.TOOL), day(zone, Axes.KEY), SESSION);
  }

  /** For people: {@code day by key, tool}. */
  public String text() {
    return by.isEmpty() ? span.text() : span.text() + " by " + String.join(", ", by);
  }

  /** The counter of these values at a time. */
  public CounterKey at(Instant at, String... values) {
    return new CounterKey(this, List.of(values), windowOf(span.periodAt(at)));
  }

  /** What names one of the windows: where it begins; a rolling one has no beginning. */
  long windowOf(Period period) {
    return span instanceof Span.Rolling ? 0 : period.from();
  }

  /**
   * The values a call counts under: none when it lacks one of them, several when it counts for an
   * agent and for those that started that one.
   */
  List<List<String>> valuesOf(Map<String, String> axes) {
    var values = new String[by.size()];
    int lineage = -1;
    for (int i = 0; i < values.length; i++) {
      String axis = by.get(i);
      values[i] = axes.getOrDefault(axis, "");
      if (values[i].isEmpty()) {
        return List.of();
      }
      lineage = axis.equals(Axes.LINEAGE) ? i : lineage;
    }
    return lineage < 0 ? List.of(List.of(values)) : ofEach(values, lineage);
  }

  private static List<List<String>> ofEach(String[] values, int lineage) {
    var all = new ArrayList<List<String>>();
    String line = values[lineage];
    for (int end = line.indexOf(Axes.BELOW); end >= 0; end = line.indexOf(Axes.BELOW, end + 1)) {
      values[lineage] = line.substring(0, end);
      all.add(List.of(values));
    }
    values[lineage] = line;
    all.add(List.of(values));
    return all;
  }
}
