package tollgate.runtime.admin;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A histogram of milliseconds in the bounds that an older proxy's dashboards know, with its largest
 * value beside it. Safe for any thread.
 */
final class OlderHistogram {

  private static final long[] BOUNDS = {25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000};

  /** So many series at most; further ones are one without labels of their own. */
  private static final int MOST = 1_000;

  private static final String OVERFLOW = "lifecycle_status=\"other\"";

  private final String name;
  private final String help;
  private final Map<String, Series> series = new ConcurrentSkipListMap<>();
  private final Map<String, String> known = new ConcurrentHashMap<>();

  private static final class Series {
    private final long[] counts = new long[BOUNDS.length + 1];
    private long sum;
    private long max;
    private long count;

    synchronized void add(long millis) {
      int at = 0;
      while (at < BOUNDS.length && millis > BOUNDS[at]) {
        at++;
      }
      counts[at]++;
      sum += millis;
      count++;
      max = Math.max(max, millis);
    }

    synchronized void write(String name, String labels, StringBuilder page) {
      String between = labels.isEmpty() ? "" : ",";
      long below = 0;
      for (int i = 0; i <= BOUNDS.length; i++) {
        below += counts[i];
        String bound = i == BOUNDS.length ? "+Inf" : Long.toString(BOUNDS[i]);
        page.append("%s_bucket{%s%sle=\"%s\"} %s\n".formatted(name, labels, between, bound, below));
      }
      page.append("%s_sum{%s} %s\n".formatted(name, labels, sum));
      page.append("%s_count{%s} %s\n".formatted(name, labels, count));
    }

    synchronized long max() {
      return max;
    }
  }

  OlderHistogram(String name, String help) {
    this.name = name;
    this.help = help;
  }

  /**
   * Adds one observation.
   *
   * @param labels as they stand on the page, sorted by name
   */
  void add(String labels, long millis) {
    String shown = known.size() < MOST ? labels : known.getOrDefault(labels, OVERFLOW);
    known.putIfAbsent(shown, shown);
    series.computeIfAbsent(shown, fresh -> new Series()).add(millis);
  }

  void write(StringBuilder page) {
    page.append("# HELP %s %s\n# TYPE %s histogram\n".formatted(name, help, name));
    series.forEach((labels, one) -> one.write(name, labels, page));
    page.append("# HELP %s_max The largest.\n# TYPE %s_max gauge\n".formatted(name, name));
    series.forEach(
        (labels, one) -> page.append("%s_max{%s} %s\n".formatted(name, labels, one.max())));
  }
}
