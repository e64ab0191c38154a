package tollgate.runtime.metric;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The bounds of the histograms: fine where the gateway's own work is, wide where models think. */
final class Buckets {

  private static final List<Duration> OWN_WORK =
      micros(25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 100_000, 1_000_000);
  private static final List<Duration> WHOLE_CALLS =
      micros(
          10_000,
          50_000,
          100_000,
          250_000,
          500_000,
          1_000_000,
          2_500_000,
          5_000_000,
          10_000_000,
          30_000_000,
          60_000_000,
          120_000_000,
          300_000_000,
          600_000_000,
          1_800_000_000);

  /** Fine around one: there an estimate is right. */
  private static final double[] RATIOS = {
    0.25, 0.5, 0.75, 0.9, 0.95, 0.98, 1.0, 1.02, 1.05, 1.1, 1.25, 1.5, 2.0, 4.0
  };

  private Buckets() {}

  static double[] ratios() {
    return RATIOS.clone();
  }

  static List<Duration> of(Metric metric) {
    return switch (metric) {
      case CALL_DURATION, CALL_FIRST_BYTE, BUDGET_WAIT -> WHOLE_CALLS;
      default -> OWN_WORK;
    };
  }

  private static List<Duration> micros(Integer... bounds) {
    return Stream.of(bounds).map(micros -> Duration.ofNanos(micros * 1_000L)).toList();
  }
}
