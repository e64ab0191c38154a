package tollgate.runtime.metric;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Info;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Feeds the meters of {@link Metric} and writes their page. All methods may be called from any
 * thread; feeding never blocks.
 *
 * <pre>{@code
 * metrics.add(Metric.CALLS, 1, "openai-chat", "opencode", "local", "settled");
 * Tally identify = metrics.tally(Metric.STAGE_DURATION, "identify"); // once
 * identify.add(nanos);                                               // per call
 * }</pre>
 */
public final class Metrics implements AutoCloseable {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final LabelBounds bounds = new LabelBounds();
  private final Map<Series, Tally> tallies = new ConcurrentHashMap<>();
  private final Map<Series, Meter> watched = new ConcurrentHashMap<>();
  private final JvmMeters jvm = new JvmMeters();

  /**
   * Tells of values a label may show by name; others that a client could have invented are {@code
   * other}.
   */
  public void know(Label label, Collection<String> values) {
    bounds.know(label, values);
  }

  /** How a label's value is shown: by name, or as {@code other} where a client could invent it. */
  public String shown(Label label, String value) {
    return bounds.admit(label, value);
  }

  /** Adds to a counter, or one observation to a histogram; see {@link Tally#add}. */
  public void add(Metric metric, long amount, String... labelValues) {
    tally(metric, labelValues).add(amount);
  }

  /**
   * The counter or histogram for these label values.
   *
   * @param labelValues in the order of {@link Metric#labels}; empty text is shown as {@code none}
   */
  public Tally tally(Metric metric, String... labelValues) {
    var series = new Series(metric, bounds.admit(metric, labelValues));
    Tally tally = tallies.get(series);
    return tally != null ? tally : tallies.computeIfAbsent(series, this::register);
  }

  /**
   * Shows what the supplier says whenever the page is asked for; replaces an earlier supplier.
   *
   * @param metric a gauge, or a counter that somebody else keeps
   */
  public void watch(Metric metric, LongSupplier value, String... labelValues) {
    watched.compute(
        new Series(metric, bounds.admit(metric, labelValues)),
        (series, earlier) -> {
          if (earlier != null) {
            registry.remove(earlier);
          }
          return switch (metric.kind()) {
            case GAUGE -> gauge(series, value);
            case COUNTER -> watchedCounter(series, value);
            case HISTOGRAM, INFO ->
                throw new IllegalArgumentException(metric.text() + " is not watched");
          };
        });
  }

  /** Takes a gauge off the page, for example that of a removed provider. */
  public void forget(Metric gauge, String... labelValues) {
    Meter earlier = watched.remove(new Series(gauge, bounds.admit(gauge, labelValues)));
    if (earlier != null) {
      registry.remove(earlier);
    }
  }

  /** Puts a fact on the page that does not change while the gateway runs. Once per metric. */
  public void tell(Metric info, String... labelValues) {
    demand(info, Kind.INFO);
    Info.builder()
        .name(info.text())
        .help(info.meaning())
        .labelNames(info.labels().stream().map(Label::text).toArray(String[]::new))
        .register(registry.getPrometheusRegistry())
        .addLabelValues(bounds.admit(info, labelValues).toArray(String[]::new));
  }

  /** The page in the Prometheus text format, version 0.0.4. */
  public String scrape() {
    jvm.register(registry);
    return registry.scrape();
  }

  @Override
  public void close() {
    registry.close();
  }

  private Tally register(Series series) {
    return switch (series.metric().kind()) {
      case COUNTER -> counter(series);
      case HISTOGRAM -> histogram(series);
      case GAUGE, INFO ->
          throw new IllegalArgumentException(series.metric().text() + " is not fed");
    };
  }

  /** Counts in whole steps, so that money is converted once, on the page. */
  private Tally counter(Series series) {
    Metric metric = series.metric();
    var sum = new LongAdder();
    FunctionCounter.builder(metric.text(), sum, adder -> adder.sum() * metric.unit().step())
        .description(metric.meaning())
        .tags(series.tags())
        .register(registry);
    return sum::add;
  }

  private Gauge gauge(Series series, LongSupplier value) {
    Metric metric = series.metric();
    return Gauge.builder(metric.text(), () -> value.getAsLong() * metric.unit().step())
        .description(metric.meaning())
        .tags(series.tags())
        .register(registry);
  }

  private FunctionCounter watchedCounter(Series series, LongSupplier value) {
    Metric metric = series.metric();
    return FunctionCounter.builder(
            metric.text(), value, count -> count.getAsLong() * metric.unit().step())
        .description(metric.meaning())
        .tags(series.tags())
        .register(registry);
  }

  private Tally histogram(Series series) {
    return series.metric().unit() == Unit.RATIO ? ratios(series) : durations(series);
  }

  private Tally ratios(Series series) {
    DistributionSummary summary =
        DistributionSummary.builder(series.metric().text())
            .description(series.metric().meaning())
            .tags(series.tags())
            .scale(Unit.RATIO.step())
            .serviceLevelObjectives(Buckets.ratios())
            .register(registry);
    return summary::record;
  }

  private Tally durations(Series series) {
    Timer timer =
        Timer.builder(series.metric().text())
            .description(series.metric().meaning())
            .tags(series.tags())
            .serviceLevelObjectives(Buckets.of(series.metric()).toArray(Duration[]::new))
            .register(registry);
    return nanos -> timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  private static void demand(Metric metric, Kind kind) {
    if (metric.kind() != kind) {
      throw new IllegalArgumentException(metric.text() + " is no " + kind);
    }
  }
}
